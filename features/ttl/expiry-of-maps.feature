Feature: Time to live: expiry of Maps
  An expired Map is deleted, whatever it holds; a later expiry, or none, keeps it.

  @id:expiry-map
  @req:ttl.expiry.map @waits
  Scenario: A Map is deleted once it has expired
    Given a Map with
      | CollectionTtl | 2 |
    When 3 seconds pass
    Then the Map has expired

  @id:expiry-map-with-items
  @req:ttl.expiry.map @waits
  Scenario: An item that expires later does not keep its Map
    Given a Map with
      | Ttl | 10 |
    And an item "k" with
      | Data    | {"a": 1} |
      | ItemTtl | 600      |
    When 12 seconds pass
    Then the Map has expired

  @id:expiry-map-saved-by-item
  @req:ttl.expiry.renewed @waits
  Scenario: A CollectionTtl on an item keeps the Map
    Given a Map with
      | Ttl | 10 |
    And an item "k" with
      | Data          | {"a": 1} |
      | CollectionTtl | 600      |
    When 12 seconds pass
    Then the Map exists
    And the item "k" exists

  @id:expiry-map-cleared
  @req:ttl.expiry.cleared @waits
  Scenario: A cleared time to live keeps a Map with its items
    Given a Map with
      | Ttl | 10 |
    And an item "k"
    And the Map was updated with
      | Ttl | 0 |
    When 12 seconds pass
    Then the Map exists
    And the item "k" exists
