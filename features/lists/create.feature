Feature: Lists: creating, fetching and listing
  A List is a container of items in the order they were appended. It may have a unique name and an expiry, and is addressed by SID or name.

  @id:list-create-bare
  @req:list.create.optional-parameters
  Scenario: A List can be created without any parameter
    When I create a List
    Then it is created
    And its "sid" is a List SID
    And its "unique_name" is null
    And it never expires
    And the List exists
    And the List is empty

  @id:list-create-named-ttl
  @req:list.create.parameters
  Scenario: Name and time to live can be given together
    When I create a List with
      | UniqueName | messages |
      | Ttl        | 3600     |
    Then it is created
    And its "unique_name" is the unique name "messages"
    And it expires 3600 seconds after the request
    And the "unique_name" of the List is the unique name "messages"
    And the List is empty

  @id:list-fetch-by-sid
  @req:list.address.by-sid
  Scenario: A List with a name is still addressed by its SID
    Given a List with
      | UniqueName | messages |
    When I fetch the List
    Then it is returned
    And its "sid" is the SID of the List
    And its "unique_name" is the unique name "messages"

  @id:list-fetch-by-name
  @req:list.address.by-name
  Scenario: A List is fetched by its unique name
    Given a List with
      | UniqueName | messages |
    And another List with
      | UniqueName | activities |
    When I fetch the List by its unique name
    Then it is returned
    And its "sid" is the SID of the List
    When I fetch the other List by its unique name
    Then it is returned
    And its "sid" is the SID of the other List

  @id:list-fetch-missing
  @req:list.fetch.missing
  Scenario Outline: A List that is not there is not found (<case>)
    Given a List with
      | UniqueName | messages |
    When I fetch <what>
    Then it is refused as list-not-found

    Examples:
      | case | what                        |
      | sid  | a missing List              |
      | name | a List with an unknown name |

  @id:list-fetch-changes-nothing
  @req:list.fetch.no-effect
  Scenario: Fetching a List changes nothing
    Given a List with
      | UniqueName | messages |
      | Ttl        | 600      |
    When I fetch the List
    Then it is returned
    And its revision has not changed
    And the List is unchanged

  @id:list-list-all
  @req:list.list.complete @own-service
  Scenario: The listing holds every List of the Service, named or not
    Given a List with
      | UniqueName | messages |
    And another List
    And a Map
    And a Document
    When I list the Lists
    Then it is returned
    And the page has 2 entries
    And the page lists the List
    And the page lists the other List

  @id:list-list-entry
  @req:list.list.entries @own-service
  Scenario: A List is listed with all of its fields
    Given a List with
      | UniqueName | messages |
      | Ttl        | 3600     |
    When I list the Lists
    Then the page has 1 entry
    And the page shows the List in full

  @id:list-list-without-deleted
  @req:list.list.complete @own-service
  Scenario: A deleted List is no longer listed
    Given a List
    And another List
    And the List was deleted
    When I list the Lists
    Then it is returned
    And the page has 1 entry
    And the page does not list the List
    And the page lists the other List
