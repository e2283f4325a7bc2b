Feature: Concurrency: conditional updates of Map Items
  If-Match lets an update through only while the item still has that revision.

  @id:if-match-item-none
  @req:concurrency.item.last-write-wins
  Scenario: Without a condition the last write wins
    Given a Map
    And an item "k" with
      | Data | {"by": "nobody"} |
    And the item "k" was updated with
      | Data | {"by": "one"} |
    When I update the item "k" with
      | Data | {"by": "two"} |
    Then it is updated
    And the "data" of the item "k" is {"by": "two"}

  @id:if-match-item-current
  @req:concurrency.item.current
  Scenario Outline: An update that knows the current revision is applied (<case>)
    Given a Map
    And an item "k" with
      | Data | {"n": 0} |
    When I update the item "k" with
      | If-Match    | the current revision |
      | <parameter> | <value>              |
    Then it is updated
    And the "data" of the item "k" is <data>

    Examples:
      | case | parameter | value    | data     |
      | data | Data      | {"n": 1} | {"n": 1} |
      | ttl  | ItemTtl   | 600      | {"n": 0} |

  @id:if-match-item-current-later
  @req:concurrency.item.current
  Scenario: The current revision is the one of the latest update
    Given a Map with
      | UniqueName | players |
    And an item "k" with
      | Data | {"n": 0} |
    And the item "k" was updated with
      | Data | {"n": 1} |
    When I update the item "k" by the Map's unique name with
      | If-Match | the current revision |
      | Data     | {"n": 2}             |
    Then it is updated
    And the "data" of the item "k" is {"n": 2}

  @id:if-match-item-current-neighbours
  @req:concurrency.item.current
  Scenario: After changes of other items the revision stays valid
    Given a Map
    And the items a, b, c
    And the item "a" was updated with
      | Data | {"n": 1} |
    And the item "c" was deleted
    When I update the item "b" with
      | If-Match | the current revision |
      | Data     | {"n": 2}             |
    Then it is updated
    And the "data" of the item "b" is {"n": 2}

  @id:if-match-item-stale
  @req:concurrency.item.stale
  Scenario Outline: An update that knows only a past revision is refused (<case>)
    Given a Map
    And an item "k" with
      | Data | {"n": 0} |
    And the item "k" was updated with
      | Data | {"n": 1} |
    When I update the item "k" with
      | If-Match    | a past revision |
      | <parameter> | <value>         |
    Then it is refused as map-item-revision-stale
    And the item "k" is unchanged

    Examples:
      | case | parameter | value    |
      | data | Data      | {"n": 2} |
      | ttl  | Ttl       | 600      |

  @id:if-match-item-retry
  @req:concurrency.item.current
  Scenario: After a refusal the fresh revision gets through
    Given a Map
    And an item "k" with
      | Data | {"n": 0} |
    And the item "k" was updated with
      | Data | {"n": 1} |
    When I update the item "k" with
      | If-Match | a past revision |
      | Data     | {"n": 2}        |
    Then it is refused as map-item-revision-stale
    When I fetch the item "k"
    And I update the item "k" with
      | If-Match | the current revision |
      | Data     | {"n": 2}             |
    Then it is updated
    And the "data" of the item "k" is {"n": 2}

  @id:if-match-item-foreign
  @req:concurrency.item.stale
  Scenario: The revision of another item does not get through
    Given a Map
    And an item "a" with
      | Data | {"n": 0} |
    And an item "b" with
      | Data | {"m": 0} |
    And the item "b" was updated with
      | Data | {"m": 1} |
    When I update the item "a" with
      | If-Match | the revision of the item "b" |
      | Data     | {"n": 1}                     |
    Then it is refused as map-item-revision-stale
    And the item "a" is unchanged
    And the item "b" is unchanged
