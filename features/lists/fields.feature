Feature: Lists: the fields of an answer
  Creation, fetch and update answer with the whole List, in documented names and formats.

  @id:list-fields-created
  @req:list.fields.identity @req:list.fields.created-by @req:list.fields.dates @req:list.fields.revision @req:list.fields.url @req:list.fields.links
  Scenario: A new List is answered with all of its fields
    When I create a List with
      | UniqueName | messages |
    Then it is created
    And its fields are
      | sid          | a List SID                  |
      | account_sid  | an Account SID              |
      | service_sid  | the SID of the Service      |
      | unique_name  | the unique name "messages"  |
      | revision     | a revision                  |
      | created_by   | "system"                    |
      | date_created | a date                      |
      | date_expires | null                        |
      | url          | its own URL                 |
      | links        | links to items, permissions |

  @id:list-fields-updated
  @req:list.fields.identity @req:list.fields.created-by @req:list.fields.dates @req:list.fields.revision @req:list.fields.url @req:list.fields.links
  Scenario: An updated List is answered with all of its fields
    Given a List with
      | UniqueName | messages |
    When I update the List with
      | Ttl | 3600 |
    Then it is updated
    And its "date_created" has not changed
    And its fields are
      | sid          | the SID of the List         |
      | account_sid  | an Account SID              |
      | service_sid  | the SID of the Service      |
      | unique_name  | the unique name "messages"  |
      | revision     | a revision                  |
      | created_by   | "system"                    |
      | date_created | a date                      |
      | date_expires | a date                      |
      | url          | its own URL                 |
      | links        | links to items, permissions |

  @id:list-fields-date-updated-fresh
  @req:list.fields.date-updated-fresh
  Scenario: A new List has a date of its last update
    When I create a List
    Then it is created
    And its "date_updated" is a date
    And its "date_updated" is not before its "date_created"

  @id:list-fields-url
  @req:list.fields.url
  Scenario: The url of a List leads back to it
    Given a List with
      | UniqueName | messages |
    When I fetch the List
    And I fetch its own URL
    Then it is returned
    And its "sid" is the SID of the List

  @id:list-fields-url-by-name
  @req:list.fields.url-from-sids
  Scenario: The url is built from SIDs when the List is addressed by name
    Given a List with
      | UniqueName | messages |
    When I fetch the List by its unique name
    Then it is returned
    And its "url" is its own URL
    And its "links" is links to items, permissions

  @id:list-fields-items-link
  @req:list.fields.links
  Scenario: The items link of a List leads to its items
    Given a List
    And the list items a, b
    When I fetch the List
    And I follow the link "items"
    Then it is returned
    And its meta "key" is "items"
    And the page lists a, b
