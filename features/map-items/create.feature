Feature: Map Items: creating
  An item needs a key that is new in its Map, and Data.

  @id:map-item-create
  @req:map-item.create.stored
  Scenario: An item is stored under its key
    Given a Map
    When I create an item with
      | Key  | k        |
      | Data | {"a": 1} |
    Then it is created
    And its "key" is "k"
    And its "data" is {"a": 1}
    And the "data" of the item "k" is {"a": 1}
    And the items are k

  @id:map-item-create-by-name
  @req:map-item.address.by-map-name
  Scenario: An item is created through the unique name of its Map
    Given a Map with
      | UniqueName | players |
    When I create an item by the Map's unique name with
      | Key  | k        |
      | Data | {"a": 1} |
    Then it is created
    And its "map_sid" is the SID of the Map
    And the "data" of the item "k" is {"a": 1}

  @id:map-item-create-key-taken-ttl
  @req:map-item.create.key-taken
  Scenario: A key that is in use is refused, and neither Data nor expiry moves
    Given a Map with
      | Ttl | 600 |
    And an item "k" with
      | Data    | {"a": 1} |
      | ItemTtl | 300      |
    When I create an item with
      | Key           | k        |
      | Data          | {"a": 2} |
      | ItemTtl       | 3000     |
      | CollectionTtl | 6000     |
    Then it is refused as key-taken
    And the item "k" is unchanged
    And the Map keeps its expiry

  @id:map-item-create-same-key-two-maps
  @req:map-item.create.key-per-map
  Scenario: Two Maps may use the same key
    Given a Map
    And an item "k" with
      | Data | {"in": 1} |
    And another Map
    When I create an item in the other Map with
      | Key  | k         |
      | Data | {"in": 2} |
    Then it is created
    And its "map_sid" is the SID of the other Map
    And the item "k" is unchanged
    And the "data" of the item "k" of the other Map is {"in": 2}

  @id:map-item-create-no-key
  @req:map-item.create.key-required
  Scenario: An item without a key is refused
    Given a Map
    When I create an item with
      | Data | {"a": 1} |
    Then it is refused as invalid-key or invalid-parameter
    And the Map is empty

  @id:map-item-create-empty-key
  @req:map-item.create.key-required
  Scenario: An empty key is refused
    Given a Map
    When I create an item with
      | Key  |          |
      | Data | {"a": 1} |
    Then it is refused as invalid-key
    And the Map is empty

  @id:map-item-create-no-data
  @req:map-item.create.data-required
  Scenario: An item without Data is refused
    Given a Map
    When I create an item with
      | Key | k |
    Then it is refused as map-item-data-invalid or data-not-json or invalid-parameter
    And the item "k" does not exist
    And the Map is empty

  @id:map-item-create-empty-data
  @req:map-item.create.data-empty
  Scenario: Empty Data is refused
    Given a Map
    When I create an item with
      | Key  | k |
      | Data |   |
    Then it is refused as map-item-data-invalid or data-not-json or invalid-parameter
    And the Map is empty
