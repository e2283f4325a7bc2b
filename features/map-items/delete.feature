Feature: Map Items: deleting
  A deleted item is gone from its Map; the other items stay.

  @id:map-item-delete-by-map-name
  @req:map-item.address.by-map-name
  Scenario: An item is deleted through the unique name of its Map
    Given a Map with
      | UniqueName | players |
    And the items a, b
    When I delete the item "a" by the Map's unique name
    Then it is deleted
    And the item "a" does not exist
    And the items are b

  @id:map-item-delete-unlisted
  @req:map-item.delete.gone
  Scenario: A deleted item is no longer listed
    Given a Map
    And the items a, b, c
    When I delete the item "b"
    Then it is deleted
    And the items are a, c

  @id:map-item-delete-twice
  @req:map-item.delete.gone
  Scenario: A second delete finds nothing
    Given a Map
    And the items a, b
    And the item "a" was deleted
    When I delete the item "a"
    Then it is refused as map-item-not-found
    And the items are b

  @id:map-item-delete-leaves-others
  @req:map-item.isolated
  Scenario: Deleting an item leaves its Map and the other items alone
    Given a Map
    And an item "a"
    And an item "b" with
      | Data | {"n": 2} |
    When I delete the item "a"
    Then it is deleted
    And the item "b" is unchanged
    And the Map exists

  @id:map-item-delete-other-map
  @req:map-item.isolated
  Scenario: Deleting an item leaves the same key of another Map alone
    Given a Map
    And an item "k"
    And another Map
    And an item "k" in the other Map
    When I delete the item "k"
    Then it is deleted
    And the item "k" of the other Map is unchanged

  @id:map-item-delete-last
  @req:map-item.delete.map-stays
  Scenario: A Map outlives its last item
    Given a Map
    And an item "k"
    When I delete the item "k"
    Then it is deleted
    And the Map exists
    And the Map is empty

  @id:map-item-delete-key-again
  @req:map-item.delete.key-reusable
  Scenario: The key of a deleted item can be used again
    Given a Map
    And an item "k" with
      | Data | {"old": 1} |
    And the item "k" was deleted
    When I create an item with
      | Key  | k          |
      | Data | {"new": 1} |
    Then it is created
    And the "data" of the item "k" is {"new": 1}
    And the items are k
