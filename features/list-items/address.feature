Feature: List Items: addressing by index
  An index leads to the item of the List that is addressed; the index of nothing leads nowhere.

  @id:list-item-fetch-by-list-name
  @req:list-item.address.by-list-name
  Scenario: An item is fetched through the unique name of its List
    Given a List with
      | UniqueName | messages |
    And a list item "a"
    And a list item "b" with
      | Data | {"n": 1} |
    When I fetch the list item "b" by the List's unique name
    Then it is returned
    And its "list_sid" is the SID of the List
    And its "data" is {"n": 1}

  @id:list-item-fetch-each
  @req:list-item.address.by-index
  Scenario: Each index leads to its own item
    Given a List
    And the list items a, b, c
    When I fetch the list item "b"
    Then it is returned
    And its "data" is {"name": "b"}
    When I fetch the list item "c"
    Then its "data" is {"name": "c"}
    When I fetch the list item "a"
    Then its "data" is {"name": "a"}

  @id:list-item-fetch-the-right-list
  @req:list-item.address.by-index
  Scenario: The same index in two Lists leads to two items
    Given a List
    And a list item "a" with
      | Data | {"in": 1} |
    And another List
    And a list item "a" in the other List with
      | Data | {"in": 2} |
    When I fetch the list item "a" of the other List
    Then it is returned
    And its "data" is {"in": 2}
    When I fetch the list item "a"
    Then its "data" is {"in": 1}

  @id:list-item-fetch-changes-nothing
  @req:list-item.fetch.no-effect
  Scenario: Fetching an item changes nothing
    Given a List
    And a list item "a" with
      | Data    | {"n": 1} |
      | ItemTtl | 600      |
    When I fetch the list item "a"
    Then it is returned
    And its revision has not changed
    And the list item "a" is unchanged

  @id:list-item-missing
  @req:list-item.address.missing
  Scenario: An index beyond all items is not found
    Given a List
    And the list items a, b
    When I fetch a missing list item
    Then it is refused as list-item-not-found
    When I update a missing list item with
      | Data | {"n": 1} |
    Then it is refused as list-item-not-found
    When I delete a missing list item
    Then it is refused as list-item-not-found
    And the list items are a, b
    And the list item "b" is unchanged

  @id:list-item-missing-in-empty-list
  @req:list-item.address.missing
  Scenario: A List without items has none at index 0
    Given a List
    When I fetch the list item at index "0"
    Then it is refused as list-item-not-found
    And the List is empty
