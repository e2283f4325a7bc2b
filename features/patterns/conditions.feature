Feature: Patterns: built on conditions
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

  @id:pattern-mutate
  @req:pattern.mutate
  Scenario Outline: Mutate: after a 412 the value is read again and the change is made on top (<case>)
    Given a Document
    And a Map
    And an item "k"
    And a List
    And a list item "a"
    And <object> was updated with
      | Data | {"seen": [1]} |
    And <object> was updated with
      | Data | {"seen": [1, 2]} |
    When I update <object> with
      | If-Match | a past revision  |
      | Data     | {"seen": [1, 3]} |
    Then it is refused as <condition>
    When I fetch <object>
    Then it is returned
    And its "data" is {"seen": [1, 2]}
    When I update <object> with
      | If-Match | the current revision |
      | Data     | {"seen": [1, 2, 3]}  |
    Then it is updated
    And its revision is new
    And the "data" of <object> is {"seen": [1, 2, 3]}

    Examples:
      | case      | object            | condition                |
      | document  | the Document      | document-revision-stale  |
      | item      | the item "k"      | map-item-revision-stale  |
      | list-item | the list item "a" | list-item-revision-stale |

  @id:pattern-mutate-lost
  @req:pattern.mutate-lost
  Scenario Outline: Mutate: what was deleted meanwhile is not written back (<case>)
    Given a Map
    And an item "k" with
      | Data | {"total": 1} |
    And a List
    And a list item "a" with
      | Data | {"total": 1} |
    And <object> was updated with
      | Data | {"total": 2} |
    And <object> was deleted
    When I update <object> with
      | If-Match | the current revision |
      | Data     | {"total": 3}         |
    Then it is refused
    And <object> does not exist

    Examples:
      | case      | object            |
      | item      | the item "k"      |
      | list-item | the list item "a" |
