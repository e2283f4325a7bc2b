Feature: Time to live: CollectionTtl of List Items in requests that are refused
  A request that is refused moves no expiry, neither of the item nor of the List around it.

  @id:ttl-list-collection-alone
  @req:list-item.ttl.collection-alone
  Scenario: CollectionTtl alone in an update leaves the item alone
    Given a List with
      | Ttl | 6000 |
    And a list item "a" with
      | Data    | {"n": 1} |
      | ItemTtl | 300      |
    When I update the list item "a" with
      | CollectionTtl | 600 |
    Then it is updated or refused
    And the "data" of the list item "a" is {"n": 1}
    And the list item "a" keeps its expiry

  @id:ttl-list-collection-stale
  @req:list-item.ttl.collection-refused-stale
  Scenario: A refused update leaves the expiry of the List alone
    Given a List with
      | Ttl | 6000 |
    And a list item "a" with
      | Data | {"n": 1} |
    And the list item "a" was updated with
      | Data | {"n": 2} |
    When I update the list item "a" with
      | If-Match      | a past revision |
      | Data          | {"n": 3}        |
      | CollectionTtl | 600             |
    Then it is refused as list-item-revision-stale
    And the list item "a" is unchanged
    And the List keeps its expiry

  @id:ttl-list-collection-not-json
  @req:list-item.ttl.collection-refused
  Scenario: A refused creation leaves the expiry of the List alone
    Given a List with
      | Ttl | 6000 |
    When I create a list item "a" with
      | Data          | hello |
      | CollectionTtl | 600   |
    Then it is refused as data-not-json
    And the List is empty
    And the List is unchanged
