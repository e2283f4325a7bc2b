Feature: Lists: updating
  An update of a List can only move its expiry; its name and its items stay as they are.

  @id:list-update-by-name
  @req:list.address.by-name
  Scenario: A List is updated by its unique name
    Given a List with
      | UniqueName | messages |
    When I update the List by its unique name with
      | Ttl | 600 |
    Then it is updated
    And its "sid" is the SID of the List
    And its "unique_name" is the unique name "messages"
    And the List expires 600 seconds after the request

  @id:list-update-keeps-items
  @req:list.update.items-untouched
  Scenario: An update of a List leaves its items alone
    Given a List
    And a list item "a" with
      | Data | {"n": 1} |
    And a list item "b" with
      | ItemTtl | 6000 |
    When I update the List with
      | Ttl | 600 |
    Then it is updated
    And the list item "a" is unchanged
    And the list item "a" never expires
    And the list item "b" is unchanged
    And the list items are a, b

  @id:list-update-leaves-others
  @req:list.isolated
  Scenario: An update of a List leaves other Lists alone
    Given a List
    And another List with
      | Ttl | 6000 |
    When I update the List with
      | Ttl | 600 |
    Then it is updated
    And the other List is unchanged

  @id:list-update-nothing
  @req:list.update.no-parameter
  Scenario: An update without any parameter keeps the expiry
    Given a List with
      | UniqueName | messages |
      | Ttl        | 600      |
    When I update the List
    Then it is updated or refused as invalid-parameter
    And the List keeps its expiry
    And the "unique_name" of the List is the unique name "messages"

  @id:list-update-name
  @req:list.update.unique-name
  Scenario: A unique name in an update is ignored or refused
    Given a List with
      | UniqueName | messages |
    When I update the List with
      | UniqueName | renamed |
      | Ttl        | 600     |
    Then it is updated or refused
    And the "unique_name" of the List is the unique name "messages"
    And no List is named "renamed"

  @id:list-update-missing
  @req:list.update.no-upsert
  Scenario Outline: An update creates no List (<case>)
    Given a List
    When I update <what> with
      | Ttl | 600 |
    Then it is refused as list-not-found
    And the List is unchanged

    Examples:
      | case | what                        |
      | sid  | a missing List              |
      | name | a List with an unknown name |
