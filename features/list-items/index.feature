Feature: List Items: indexes
  The service makes the index of an item. Indexes grow from 0 on and may have gaps; an item keeps its index and no other item ever gets it.

  @id:list-item-index-first
  @req:list-item.index.first
  Scenario: The first item of a List has index 0
    Given a List
    When I create a list item "a" with
      | Data | {"n": 1} |
    Then it is created
    And its "index" is 0
    When I fetch the list item at index "0"
    Then it is returned
    And its "data" is {"n": 1}

  @id:list-item-index-first-each-list
  @req:list-item.index.first
  Scenario: Each List begins with an index 0 of its own
    Given a List
    And the list items a, b, c
    And another List
    When I create a list item "a" in the other List with
      | Data | {} |
    Then it is created
    And its "index" is 0

  @id:list-item-index-integer
  @req:list-item.index.increasing
  Scenario: The index is an integer that grows with each item
    Given a List
    And a list item "a"
    When I create a list item "b" with
      | Data | {} |
    Then it is created
    And its "index" is an integer
    And its index is greater than that of the list item "a"
    When I create a list item "c" with
      | Data | {} |
    Then it is created
    And its index is greater than that of the list item "b"

  @id:list-item-index-after-update
  @req:list-item.index.increasing
  Scenario: Updates in between do not bring an index down
    Given a List
    And the list items a, b
    And the list item "b" was updated with
      | Data | {"n": 1} |
    And the List was updated with
      | Ttl | 600 |
    When I create a list item "c" with
      | Data | {} |
    Then it is created
    And its index is greater than that of the list item "b"
    And the list items are a, b, c

  @id:list-item-index-stable
  @req:list-item.index.stable
  Scenario: An item keeps its index when it is updated
    Given a List
    And the list items a, b
    When I update the list item "a" with
      | Data | {"n": 1} |
    Then it is updated
    And its "index" has not changed
    When I update the list item "a" with
      | ItemTtl | 600 |
    Then it is updated
    And its "index" has not changed
    And the list items are a, b

  @id:list-item-index-stable-neighbours
  @req:list-item.index.stable
  Scenario: Items keep their indexes when others come and go
    Given a List
    And the list items a, b, c, d
    And the list item "a" was deleted
    And the list item "c" was deleted
    When I create a list item "e" with
      | Data | {} |
    Then it is created
    And the list item "b" is unchanged
    And the list item "d" is unchanged
    And the list items are b, d, e

  @id:list-item-index-gap-not-filled
  @req:list-item.index.increasing
  Scenario Outline: A new item does not fill the gap of a deleted one (<case>)
    Given a List
    And the list items a, b, c
    And the list item <deleted> was deleted
    When I create a list item "d" with
      | Data | {} |
    Then it is created
    And its index is greater than that of the list item "c"
    And the list item <deleted> does not exist

    Examples:
      | case   | deleted |
      | first  | "a"     |
      | middle | "b"     |

  @id:list-item-index-last-not-reused
  @req:list-item.index.not-reused
  Scenario: The index of the last item is not given again after its deletion
    Given a List
    And the list items a, b
    And the list item "b" was deleted
    When I create a list item "c" with
      | Data | {} |
    Then it is created
    And its index is greater than that of the list item "b"
    And the list item "b" does not exist
    And the list items are a, c

  @id:list-item-index-emptied
  @req:list-item.index.not-reused
  Scenario: A List that was emptied goes on counting
    Given a List
    And the list items a, b
    And the list item "b" was deleted
    And the list item "a" was deleted
    When I create a list item "c" with
      | Data | {} |
    Then it is created
    And its index is greater than that of the list item "b"
    And the list items are c

  @id:list-item-index-expired-not-reused
  @req:list-item.index.after-expiry @waits
  Scenario: The index of an item that expired is not given again
    Given a List
    And a list item "a"
    And a list item "b" with
      | ItemTtl | 2 |
    When 3 seconds pass
    Then the list item "b" has expired
    When I create a list item "c" with
      | Data | {} |
    Then it is created
    And its index is greater than that of the list item "b"
    And the list item "b" does not exist
