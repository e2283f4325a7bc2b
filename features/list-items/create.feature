Feature: List Items: appending
  An item needs Data, goes to the end of its List and is told its index by the service.

  @id:list-item-create
  @req:list-item.create.stored
  Scenario: An item is stored with its Data
    Given a List
    When I create a list item "a" with
      | Data | {"text": "hello world", "user": "x"} |
    Then it is created
    And its "data" is {"text": "hello world", "user": "x"}
    And the "data" of the list item "a" is {"text": "hello world", "user": "x"}
    And the list items are a

  @id:list-item-create-by-name
  @req:list-item.address.by-list-name
  Scenario: An item is appended through the unique name of its List
    Given a List with
      | UniqueName | messages |
    When I create a list item "a" by the List's unique name with
      | Data | {"n": 1} |
    Then it is created
    And its "list_sid" is the SID of the List
    And the "data" of the list item "a" is {"n": 1}
    And the list items are a

  @id:list-item-create-order
  @req:list-item.create.appended
  Scenario: Items are kept in the order they were appended in
    Given a List
    And the list items c, a, b
    When I create a list item "0" with
      | Data | {} |
    Then it is created
    And the list items are c, a, b, 0

  @id:list-item-create-after-changes
  @req:list-item.create.appended
  Scenario: After updates and deletions a new item still goes to the end
    Given a List
    And the list items a, b, c, d
    And the list item "a" was updated with
      | Data | {"n": 1} |
    And the list item "b" was deleted
    When I create a list item "e" with
      | Data | {} |
    Then it is created
    And the list items are a, c, d, e

  @id:list-item-create-same-data
  @req:list-item.create.stored
  Scenario: Equal Data make two items
    Given a List
    And a list item "a" with
      | Data | {"n": 1} |
    When I create a list item "b" with
      | Data | {"n": 1} |
    Then it is created
    And the list item "a" is unchanged
    And the list items are a, b

  @id:list-item-create-two-lists
  @req:list-item.isolated
  Scenario: An item goes to the List that is addressed
    Given a List
    And the list items a, b
    And another List
    When I create a list item "c" in the other List with
      | Data | {"in": 2} |
    Then it is created
    And its "list_sid" is the SID of the other List
    And the list items are a, b
    And the list items of the other List are c

  @id:list-item-create-position
  @req:list-item.create.no-position
  Scenario: An index in a creation is ignored or refused
    Given a List
    And the list items a, b, c
    When I create a list item "d" with
      | Index | 1        |
      | Data  | {"n": 1} |
    Then it is created or refused
    And the list item "a" is unchanged
    And the list item "b" is unchanged
    And the list item "c" is unchanged

  @id:list-item-create-no-data
  @req:list-item.create.data-required
  Scenario: An item without Data is refused
    Given a List with
      | Ttl | 600 |
    When I create a list item "a" with
      | ItemTtl       | 300  |
      | CollectionTtl | 6000 |
    Then it is refused as list-item-data-invalid or data-not-json or invalid-parameter
    And the List is empty
    And the List keeps its expiry

  @id:list-item-create-empty-data
  @req:list-item.create.data-empty
  Scenario: Empty Data is refused
    Given a List
    And a list item "a"
    When I create a list item "b" with
      | Data |  |
    Then it is refused as list-item-data-invalid or data-not-json or invalid-parameter
    And the list items are a
