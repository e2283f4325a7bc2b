Feature: Pagination: changes between two pages of List Items
  An item that is there all the time is met exactly once, whatever is appended, changed or deleted meanwhile.

  @id:walk-list-delete
  @req:pagination.changes
  Scenario Outline: Deleting what was listed shifts nothing (<case>)
    Given a List
    And the list items a, b, c, d, e, f
    When I list the list items with
      | PageSize | 2 |
    Then the page lists a, b
    And there is a next page
    When I delete the list item <deleted>
    And I walk on
    Then the walk lists c, d, e, f

    Examples:
      | case             | deleted |
      | earlier          | "a"     |
      | last-of-the-page | "b"     |

  @id:walk-list-delete-page
  @req:pagination.changes
  Scenario: Deleting all that was listed shifts nothing
    Given a List
    And the list items a, b, c, d, e
    When I list the list items with
      | PageSize | 2 |
    Then the page lists a, b
    And there is a next page
    When I delete the list item "a"
    And I delete the list item "b"
    And I walk on
    Then the walk lists c, d, e

  @id:walk-list-delete-after
  @req:pagination.changes
  Scenario: Deleting an item still to come loses no other
    Given a List
    And the list items a, b, c, d, e
    When I list the list items with
      | PageSize | 2 |
    Then the page lists a, b
    And there is a next page
    When I delete the list item "c"
    And I walk on
    Then the walk lists the list item "d" once
    And the walk lists the list item "e" once
    And the walk does not list the list item "a"
    And the walk does not list the list item "b"

  @id:walk-list-append
  @req:pagination.changes
  Scenario: Items appended meanwhile push no other out
    Given a List
    And the list items a, b, c, d, e
    When I list the list items with
      | PageSize | 2 |
    Then the page lists a, b
    And there is a next page
    When I create a list item "f" with
      | Data | {} |
    And I create a list item "g" with
      | Data | {} |
    And I walk on
    Then the walk lists the list item "c" once
    And the walk lists the list item "d" once
    And the walk lists the list item "e" once
    And the walk does not list the list item "a"
    And the walk does not list the list item "b"

  @id:walk-list-append-descending
  @req:pagination.changes
  Scenario: Items appended meanwhile repeat nothing in a descending walk
    Given a List
    And the list items a, b, c, d, e
    When I list the list items with
      | PageSize | 2    |
      | Order    | desc |
    Then the page lists e, d
    And there is a next page
    When I create a list item "f" with
      | Data | {} |
    And I walk on
    Then the walk lists c, b, a

  @id:walk-list-descending-delete
  @req:pagination.changes
  Scenario: After the last item of a descending page is deleted, the walk continues with the next item
    Given a List
    And the list items a, b, c, d, e
    When I list the list items with
      | PageSize | 2    |
      | Order    | desc |
    Then the page lists e, d
    And there is a next page
    When I delete the list item "d"
    And I walk on
    Then the walk lists c, b, a

  @id:walk-list-delete-and-append
  @req:pagination.changes
  Scenario: Deletions and additions together neither skip nor double
    Given a List
    And the list items a, b, c, d, e, f
    When I list the list items with
      | PageSize | 3 |
    Then the page lists a, b, c
    And there is a next page
    When I delete the list item "a"
    And I create a list item "g" with
      | Data | {} |
    And I delete the list item "c"
    And I update the list item "d" with
      | Data | {"n": 1} |
    And I walk on
    Then the walk lists the list item "d" once
    And the walk lists the list item "e" once
    And the walk lists the list item "f" once
    And the walk does not list the list item "b"

  @id:walk-list-delete-all
  @req:pagination.changes
  Scenario: Deleting everything still to come ends the walk in good order
    Given a List
    And the list items a, b, c, d
    When I list the list items with
      | PageSize | 2 |
    Then the page lists a, b
    And there is a next page
    When I delete the list item "c"
    And I delete the list item "d"
    And I follow the next page
    Then it is returned
    And the page is empty
    And the list items are a, b
