Feature: Concurrency: patterns built on conditions of List Items
  Who is refused reads again and writes under the fresh revision, so that no write is lost.

  @id:list-if-match-retry
  @req:list-item.if-match.current
  Scenario: After a refusal the fresh revision gets through
    Given a List
    And a list item "a" with
      | Data | {"n": 0} |
    And the list item "a" was updated with
      | Data | {"n": 1} |
    When I update the list item "a" with
      | If-Match | a past revision |
      | Data     | {"n": 2}        |
    Then it is refused as list-item-revision-stale
    When I fetch the list item "a"
    And I update the list item "a" with
      | If-Match | the current revision |
      | Data     | {"n": 2}             |
    Then it is updated
    And the "data" of the list item "a" is {"n": 2}

  @id:list-pattern-two-writers
  @req:list-item.if-match.mutate
  Scenario: Of two writers who read the same revision the second must read again
    Given a List
    And a list item "a" with
      | Data | {"total": 10} |
    When I update the list item "a" with
      | If-Match | the current revision |
      | Data     | {"total": 11}        |
    Then it is updated
    When I update the list item "a" with
      | If-Match | a past revision |
      | Data     | {"total": 15}   |
    Then it is refused as list-item-revision-stale
    And the "data" of the list item "a" is {"total": 11}
    When I update the list item "a" with
      | If-Match | the current revision |
      | Data     | {"total": 16}        |
    Then it is updated
    And the "data" of the list item "a" is {"total": 16}
