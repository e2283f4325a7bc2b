Feature: Pagination: changes between two pages
  An item that is there all the time is met exactly once, whatever happens to its neighbours meanwhile.

  @id:walk-delete-before
  @req:pagination.changes
  Scenario: Deleting an item that was listed shifts nothing
    Given a Map
    And the items a, b, c, d, e, f
    When I list the items with
      | PageSize | 2 |
    Then the page lists a, b
    And there is a next page
    When I delete the item "a"
    And I walk on
    Then the walk lists c, d, e, f

  @id:walk-delete-cursor
  @req:pagination.changes
  Scenario: After the last item of a page is deleted, the walk continues with the next item
    Given a Map
    And the items a, b, c, d, e, f
    When I list the items with
      | PageSize | 2 |
    Then the page lists a, b
    And there is a next page
    When I delete the item "b"
    And I walk on
    Then the walk lists c, d, e, f

  @id:walk-delete-after
  @req:pagination.changes
  Scenario: Deleting an item still to come loses no other
    Given a Map
    And the items a, b, c, d, e
    When I list the items with
      | PageSize | 2 |
    Then the page lists a, b
    And there is a next page
    When I delete the item "c"
    And I walk on
    Then the walk lists the item "d" once
    And the walk lists the item "e" once
    And the walk does not list the item "a"
    And the walk does not list the item "b"

  @id:walk-insert-before
  @req:pagination.changes
  Scenario: A new item before the place repeats nothing
    Given a Map
    And the items b, c, d, e, f
    When I list the items with
      | PageSize | 2 |
    Then the page lists b, c
    And there is a next page
    When I create an item with
      | Key  | a  |
      | Data | {} |
    And I walk on
    Then the walk lists d, e, f

  @id:walk-insert-after
  @req:pagination.changes
  Scenario: A new item behind the place pushes no other out
    Given a Map
    And the items a, b, d, e, f
    When I list the items with
      | PageSize | 2 |
    Then the page lists a, b
    And there is a next page
    When I create an item with
      | Key  | c  |
      | Data | {} |
    And I walk on
    Then the walk lists the item "d" once
    And the walk lists the item "e" once
    And the walk lists the item "f" once
    And the walk does not list the item "b"

  @id:walk-descending-delete
  @req:pagination.changes
  Scenario: After the last item of a descending page is deleted, the walk continues with the next item
    Given a Map
    And the items a, b, c, d, e
    When I list the items with
      | PageSize | 2    |
      | Order    | desc |
    Then the page lists e, d
    And there is a next page
    When I delete the item "d"
    And I walk on
    Then the walk lists c, b, a

  @id:walk-delete-all
  @req:pagination.changes
  Scenario: Deleting everything still to come ends the walk in good order
    Given a Map
    And the items a, b, c, d
    When I list the items with
      | PageSize | 2 |
    Then the page lists a, b
    And there is a next page
    When I delete the item "c"
    And I delete the item "d"
    And I follow the next page
    Then it is returned
    And the page is empty
    And the items are a, b
