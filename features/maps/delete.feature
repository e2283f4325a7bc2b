Feature: Maps: deleting
  Deleting a Map takes all of its items with it and leaves other Maps alone.

  @id:map-delete-by-sid
  @req:map.delete.gone
  Scenario: A deleted Map can no longer be fetched
    Given a Map with
      | UniqueName | players |
    When I delete the Map
    Then it is deleted
    And no Map is named "players"
    When I fetch the Map
    Then it is refused as map-not-found

  @id:map-delete-by-name
  @req:map.address.by-name
  Scenario: A Map is deleted by its unique name
    Given a Map with
      | UniqueName | players |
    When I delete the Map by its unique name
    Then it is deleted
    And the Map does not exist

  @id:map-delete-items
  @req:map.delete.items-gone
  Scenario: Deleting a Map takes its items away
    Given a Map
    And an item "k" with
      | Data | {"a": 1} |
    When I delete the Map
    Then it is deleted
    And the item "k" does not exist
    When I list the items
    Then it is refused as map-not-found

  @id:map-delete-twice
  @req:map.delete.gone
  Scenario: A second delete finds nothing
    Given a Map
    And the Map was deleted
    When I delete the Map
    Then it is refused as map-not-found

  @id:map-update-after-delete
  @req:map.update.no-upsert
  Scenario: An update does not bring a deleted Map back
    Given a Map with
      | UniqueName | players |
    And the Map was deleted
    When I update the Map by its unique name with
      | Ttl | 600 |
    Then it is refused as map-not-found
    And the Map does not exist

  @id:map-delete-leaves-others
  @req:map.isolated
  Scenario: Deleting a Map leaves other Maps and their items alone
    Given a Map
    And an item "k"
    And another Map
    And an item "k" in the other Map with
      | Data | {"a": 1} |
    When I delete the Map
    Then it is deleted
    And the other Map exists
    And the item "k" of the other Map is unchanged

  @id:map-delete-name-again
  @req:map.delete.name-reusable
  Scenario: The name of a deleted Map can be used again, and the new Map is empty
    Given a Map with
      | UniqueName | players |
    And an item "k"
    And the Map was deleted
    When I create another Map with
      | UniqueName | players |
    Then it is created
    And the other Map is empty
    And the Map does not exist
