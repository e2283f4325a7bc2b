Feature: Time to live: expiry of Maps and use of freed names
  A Map that expires takes its items with it; names and keys of what has expired become free.

  @id:expiry-map
  @req:ttl.expiry.map @waits
  Scenario: A Map is deleted once it has expired
    Given a Map with
      | CollectionTtl | 2 |
    When 3 seconds pass
    Then the Map has expired

  @id:expiry-map-items
  @req:ttl.expiry.map-items @waits
  Scenario: An expired Map takes its items with it
    Given a Map with
      | Ttl | 3 |
    And an item "k" with
      | Data    | {"a": 1} |
      | ItemTtl | 600      |
    When 4 seconds pass
    Then the Map has expired
    When I fetch the item "k"
    Then it is refused as map-not-found or map-item-not-found
    When I list the items
    Then it is refused as map-not-found

  @id:expiry-map-saved-by-item
  @req:ttl.expiry.renewed @waits
  Scenario: A CollectionTtl on an item keeps the Map
    Given a Map with
      | Ttl | 3 |
    And an item "k" with
      | Data          | {"a": 1} |
      | CollectionTtl | 600      |
    When 5 seconds pass
    Then the Map exists
    And the item "k" exists

  @id:expiry-map-cleared
  @req:ttl.expiry.cleared @waits
  Scenario: A cleared time to live keeps a Map with its items
    Given a Map with
      | Ttl | 3 |
    And an item "k"
    And the Map was updated with
      | Ttl | 0 |
    When 5 seconds pass
    Then the Map exists
    And the item "k" exists

  @id:expiry-name-again
  @req:ttl.expiry.reusable @waits
  Scenario: The name of an expired Document can be used again
    Given a Document with
      | UniqueName | settings |
      | Ttl        | 2        |
    When 3 seconds pass
    Then the Document has expired
    When I create another Document with
      | UniqueName | settings   |
      | Data       | {"new": 1} |
    Then it is created
    And the "data" of the other Document is {"new": 1}

  @id:expiry-key-again
  @req:ttl.expiry.reusable @waits
  Scenario: The key of an expired item can be used again
    Given a Map
    And an item "k" with
      | Data    | {"old": 1} |
      | ItemTtl | 2          |
    When 3 seconds pass
    Then the item "k" has expired
    When I create an item with
      | Key  | k          |
      | Data | {"new": 1} |
    Then it is created
    And the "data" of the item "k" is {"new": 1}

  @id:expiry-update-expired
  @req:ttl.expiry.document @waits
  Scenario: A Document that has expired cannot be updated back to life
    Given a Document with
      | Ttl | 2 |
    When 3 seconds pass
    Then the Document has expired
    When I update the Document with
      | Ttl | 600 |
    Then it is refused as document-not-found
    And the Document does not exist
