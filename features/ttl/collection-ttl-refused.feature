Feature: Time to live: CollectionTtl in requests that are refused
  A request that is refused moves no expiry, neither of the item nor of the Map around it.

  @id:ttl-collection-alone
  @req:ttl.collection.alone
  Scenario: CollectionTtl alone in an update leaves the item alone
    Given a Map with
      | Ttl | 6000 |
    And an item "k" with
      | Data    | {"a": 1} |
      | ItemTtl | 300      |
    When I update the item "k" with
      | CollectionTtl | 600 |
    Then it is updated or refused
    And the "data" of the item "k" is {"a": 1}
    And the item "k" keeps its expiry

  @id:ttl-collection-stale
  @req:ttl.collection.refused-stale
  Scenario: A refused update leaves the expiry of the Map alone
    Given a Map with
      | Ttl | 6000 |
    And an item "k" with
      | Data | {"a": 1} |
    And the item "k" was updated with
      | Data | {"a": 2} |
    When I update the item "k" with
      | If-Match      | a past revision |
      | Data          | {"a": 3}        |
      | CollectionTtl | 600             |
    Then it is refused as map-item-revision-stale
    And the item "k" is unchanged
    And the Map keeps its expiry

  @id:ttl-collection-not-json
  @req:ttl.collection.refused
  Scenario: A refused creation leaves the expiry of the Map alone
    Given a Map with
      | Ttl | 6000 |
    When I create an item with
      | Key           | k     |
      | Data          | hello |
      | CollectionTtl | 600   |
    Then it is refused as data-not-json
    And the Map is empty
    And the Map is unchanged
