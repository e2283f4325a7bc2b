Feature: Concurrency: conditional updates of List Items
  If-Match lets an update through only while the item still has that revision.

  @id:list-if-match-none
  @req:list-item.if-match.last-write-wins
  Scenario: Without a condition the last write wins
    Given a List
    And a list item "a" with
      | Data | {"by": "nobody"} |
    And the list item "a" was updated with
      | Data | {"by": "one"} |
    When I update the list item "a" with
      | Data | {"by": "two"} |
    Then it is updated
    And the "data" of the list item "a" is {"by": "two"}

  @id:list-if-match-current
  @req:list-item.if-match.current
  Scenario Outline: An update that knows the current revision is applied (<case>)
    Given a List
    And a list item "a" with
      | Data | {"n": 0} |
    When I update the list item "a" with
      | If-Match    | the current revision |
      | <parameter> | <value>              |
    Then it is updated
    And the "data" of the list item "a" is <data>

    Examples:
      | case | parameter | value    | data     |
      | data | Data      | {"n": 1} | {"n": 1} |
      | ttl  | ItemTtl   | 600      | {"n": 0} |

  @id:list-if-match-current-later
  @req:list-item.if-match.current
  Scenario: The current revision is the one of the latest update
    Given a List with
      | UniqueName | messages |
    And a list item "a" with
      | Data | {"n": 0} |
    And the list item "a" was updated with
      | Data | {"n": 1} |
    When I update the list item "a" by the List's unique name with
      | If-Match | the current revision |
      | Data     | {"n": 2}             |
    Then it is updated
    And the "data" of the list item "a" is {"n": 2}

  @id:list-if-match-current-neighbours
  @req:list-item.if-match.current
  Scenario: After changes of other items the revision stays valid
    Given a List
    And the list items a, b, c
    And the list item "a" was updated with
      | Data | {"n": 1} |
    And the list item "c" was deleted
    And a list item "d"
    When I update the list item "b" with
      | If-Match | the current revision |
      | Data     | {"n": 2}             |
    Then it is updated
    And the "data" of the list item "b" is {"n": 2}

  @id:list-if-match-current-list
  @req:list-item.if-match.current
  Scenario: After an update of the List the revision stays valid
    Given a List
    And a list item "a"
    And the List was updated with
      | Ttl | 600 |
    When I update the list item "a" with
      | If-Match | the current revision |
      | Data     | {"n": 2}             |
    Then it is updated
    And the "data" of the list item "a" is {"n": 2}

  @id:list-if-match-stale
  @req:list-item.if-match.stale
  Scenario Outline: An update that knows only a past revision is refused (<case>)
    Given a List
    And a list item "a" with
      | Data | {"n": 0} |
    And the list item "a" was updated with
      | Data | {"n": 1} |
    When I update the list item "a" with
      | If-Match    | a past revision |
      | <parameter> | <value>         |
    Then it is refused as list-item-revision-stale
    And the list item "a" is unchanged

    Examples:
      | case | parameter | value    |
      | data | Data      | {"n": 2} |
      | ttl  | ItemTtl   | 600      |

  @id:list-if-match-foreign
  @req:list-item.if-match.stale
  Scenario: The revision of another item does not get through
    Given a List
    And a list item "a" with
      | Data | {"n": 0} |
    And a list item "b" with
      | Data | {"m": 0} |
    And the list item "b" was updated with
      | Data | {"m": 1} |
    When I update the list item "a" with
      | If-Match | the revision of the list item "b" |
      | Data     | {"n": 1}                          |
    Then it is refused as list-item-revision-stale
    And the list item "a" is unchanged
    And the list item "b" is unchanged
