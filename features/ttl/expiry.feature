Feature: Time to live: expiry
  What has expired is deleted, sooner or later; what has not is there.

  @id:expiry-document-deleted
  @req:ttl.expiry.document @waits
  Scenario: A Document is deleted once it has expired, another one stays
    Given another Document with
      | Data | {"a": 1} |
    And a Document with
      | Ttl | 2 |
    When 3 seconds pass
    Then the Document has expired
    And the other Document is unchanged

  @id:expiry-not-before
  @req:ttl.expiry.not-before @waits
  Scenario: A Document is there before it expires
    Given a Document with
      | Data | {"a": 1} |
      | Ttl  | 60       |
    When 3 seconds pass
    Then the Document exists
    And the Document is unchanged

  @id:expiry-not-before-map
  @req:ttl.expiry.not-before @waits
  Scenario: A Map is there before it expires, with its items
    Given a Map with
      | CollectionTtl | 60 |
    And an item "k" with
      | Data | {"a": 1} |
    When 3 seconds pass
    Then the Map exists
    And the Map keeps its expiry
    And the item "k" is unchanged

  @id:expiry-not-before-item
  @req:ttl.expiry.not-before @waits
  Scenario: An item is there before it expires
    Given a Map
    And an item "k" with
      | Data    | {"a": 1} |
      | ItemTtl | 60       |
    When 3 seconds pass
    Then the item "k" exists
    And the item "k" is unchanged
    When I list the items
    Then the page shows the item "k" in full

  @id:expiry-data-does-not-extend
  @req:ttl.expiry.document @waits
  Scenario: New Data does not keep a Document from expiring
    Given a Document with
      | Ttl | 10 |
    And the Document was updated with
      | Data | {"a": 2} |
    When 12 seconds pass
    Then the Document has expired

  @id:expiry-renewed
  @req:ttl.expiry.renewed @waits
  Scenario: A renewed time to live keeps a Document
    Given a Document with
      | Data | {"a": 1} |
      | Ttl  | 10       |
    And the Document was updated with
      | Ttl | 600 |
    When 12 seconds pass
    Then the Document exists
    And the "data" of the Document is {"a": 1}

  @id:expiry-cleared
  @req:ttl.expiry.cleared @waits
  Scenario: A cleared time to live keeps a Document
    Given a Document with
      | Ttl | 10 |
    And the Document was updated with
      | Ttl | 0 |
    When 12 seconds pass
    Then the Document exists
    And the Document never expires

  @id:expiry-item
  @req:ttl.expiry.item @waits
  Scenario: An item is deleted once it has expired, the others stay
    Given a Map
    And an item "a" with
      | Data    | {} |
      | ItemTtl | 2  |
    And an item "b"
    When 3 seconds pass
    Then the item "a" has expired
    And the item "b" is unchanged
    And the Map exists

  @id:expiry-item-cleared
  @req:ttl.expiry.item-cleared @waits
  Scenario: A cleared time to live keeps an item
    Given a Map
    And an item "k" with
      | Data    | {"a": 1} |
      | ItemTtl | 10       |
    And the item "k" was updated with
      | ItemTtl | 0 |
    When 12 seconds pass
    Then the item "k" exists
