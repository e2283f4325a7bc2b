Feature: Time to live: what follows an expiry
  Deletion may come late and step by step: how soon lists, names, keys and contents follow the object itself is left open, and only recorded.

  @id:expiry-document-named
  @req:ttl.expiry.name-gone @waits
  Scenario: An expired Document is gone under its name too
    Given a Document with
      | UniqueName | settings |
      | Ttl        | 2        |
    When 3 seconds pass
    Then the Document has expired
    And no Document is named "settings"

  @id:expiry-item-unlisted
  @req:ttl.expiry.unlisted @waits
  Scenario: An expired item is no longer listed
    Given a Map
    And the items b, c
    And an item "a" with
      | Data | {} |
      | Ttl  | 2  |
    When 3 seconds pass
    Then the item "a" has expired
    And the items are b, c

  @id:expiry-map-items
  @req:ttl.expiry.map-items @waits
  Scenario: The items of an expired Map are out of reach
    Given a Map with
      | Ttl | 10 |
    And an item "k" with
      | Data    | {"a": 1} |
      | ItemTtl | 600      |
    When 12 seconds pass
    Then the Map has expired
    When I fetch the item "k"
    Then it is refused as map-not-found or map-item-not-found
    When I list the items
    Then it is refused as map-not-found

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
  @req:ttl.expiry.no-update @waits
  Scenario: A Document that has expired cannot be updated back to life
    Given a Document with
      | Ttl | 2 |
    When 3 seconds pass
    Then the Document has expired
    When I update the Document with
      | Ttl | 600 |
    Then it is refused as document-not-found
    And the Document does not exist
