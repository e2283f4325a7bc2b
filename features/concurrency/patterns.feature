Feature: Concurrency: patterns built on conditions
  Set, merge and mutate are built from plain requests: create and on conflict update; read, change and write under a condition.

  @id:pattern-two-writers
  @req:concurrency.pattern.mutate
  Scenario: Of two writers who read the same revision the second must read again
    Given a Map
    And an item "k" with
      | Data | {"total": 10} |
    When I update the item "k" with
      | If-Match | the current revision |
      | Data     | {"total": 11}        |
    Then it is updated
    When I update the item "k" with
      | If-Match | a past revision |
      | Data     | {"total": 15}   |
    Then it is refused as map-item-revision-stale
    And the "data" of the item "k" is {"total": 11}
    When I update the item "k" with
      | If-Match | the current revision |
      | Data     | {"total": 16}        |
    Then it is updated

  @id:pattern-set
  @req:concurrency.pattern.set
  Scenario: Creating and, on conflict, updating overwrites an item
    Given a Map
    And an item "k" with
      | Data | {"old": 1, "kept": false} |
    When I create an item with
      | Key  | k          |
      | Data | {"new": 1} |
    Then it is refused as key-taken
    When I update the item "k" with
      | Data | {"new": 1} |
    Then it is updated
    And the "data" of the item "k" is {"new": 1}
