Feature: Maps: updating
  An update of a Map can only move its expiry; its name and its items stay as they are.

  @id:map-update-by-name
  @req:map.address.by-name
  Scenario: A Map is updated by its unique name
    Given a Map with
      | UniqueName | players |
    When I update the Map by its unique name with
      | Ttl | 600 |
    Then it is updated
    And its "sid" is the SID of the Map
    And its "unique_name" is the unique name "players"
    And the Map expires 600 seconds after the request

  @id:map-update-keeps-items
  @req:map.update.items-untouched
  Scenario: An update of a Map leaves its items alone
    Given a Map
    And an item "k" with
      | Data | {"a": 1} |
    When I update the Map with
      | Ttl | 600 |
    Then it is updated
    And the item "k" is unchanged
    And the item "k" never expires

  @id:map-update-leaves-others
  @req:map.isolated
  Scenario: An update of a Map leaves other Maps alone
    Given a Map
    And another Map
    When I update the Map with
      | Ttl | 600 |
    Then it is updated
    And the other Map is unchanged

  @id:map-update-nothing
  @req:map.update.no-parameter
  Scenario: An update without any parameter keeps the expiry
    Given a Map with
      | Ttl | 600 |
    When I update the Map
    Then it is updated or refused as invalid-parameter
    And the Map keeps its expiry

  @id:map-update-name
  @req:map.update.unique-name
  Scenario: A unique name in an update is ignored or refused
    Given a Map with
      | UniqueName | players |
    When I update the Map with
      | UniqueName | renamed |
      | Ttl        | 600     |
    Then it is updated or refused
    And the "unique_name" of the Map is the unique name "players"
