Feature: Pagination: walking through the items of a List
  Following next_page_url until it is null yields every item once, in order, and keeps start, direction and size.

  @id:walk-list-items
  @req:pagination.walk.complete @req:pagination.walk.page-size
  Scenario Outline: Walking in pages of <size> yields every item once (<case>)
    Given a List
    And the list items f, b, d, a, c, e
    When I walk the list items with
      | PageSize | <size> |
    Then the walk lists f, b, d, a, c, e
    And every page of the walk but the last has <size> entries

    Examples:
      | case           | size |
      | single         | 1    |
      | exact-multiple | 2    |
      | remainder      | 4    |

  @id:walk-list-items-default
  @req:pagination.walk.complete @req:pagination.walk.page-size
  Scenario: Walking in pages of the default size yields every item once
    Given a List
    And 120 list items
    When I walk the list items
    Then the walk lists k0001 to k0120
    And every page of the walk but the last has 50 entries

  @id:walk-list-items-gaps
  @req:pagination.walk.complete @req:pagination.walk.page-size
  Scenario: Gaps between indexes leave no page short
    Given a List
    And the list items a, b, c, d, e, f, g
    And the list item "a" was deleted
    And the list item "c" was deleted
    And the list item "d" was deleted
    When I walk the list items with
      | PageSize | 2 |
    Then the walk lists b, e, f, g
    And every page of the walk but the last has 2 entries

  @id:walk-list-items-descending
  @req:pagination.walk.complete @req:pagination.walk.page-size
  Scenario: Walking downwards yields every item once
    Given a List
    And 12 list items
    When I walk the list items with
      | PageSize | 5    |
      | Order    | desc |
    Then the walk lists k0012 to k0001
    And every page of the walk but the last has 5 entries

  @id:walk-list-items-filtered
  @req:pagination.links.keep-filters
  Scenario Outline: A walk keeps its start, direction and size (<case>)
    Given a List
    And the list items a, b, c, d, e, f, g
    When I walk the list items with
      | From     | <from>   |
      | Bounds   | <bounds> |
      | Order    | <order>  |
      | PageSize | 2        |
    Then the walk lists <names>
    And every page of the walk but the last has 2 entries

    Examples:
      | case           | from             | bounds    | order | names         |
      | exclusive-up   | the index of "c" | exclusive | asc   | d, e, f, g    |
      | inclusive-down | the index of "e" | inclusive | desc  | e, d, c, b, a |

  @id:first-page-keeps-filters-list-items
  @req:pagination.links.keep-filters
  Scenario: The link to the first page keeps start, direction and size
    Given a List
    And the list items a, b, c, d, e, f, g
    When I list the list items with
      | From     | the index of "f" |
      | Bounds   | exclusive        |
      | Order    | desc             |
      | PageSize | 2                |
    And I follow the next page
    Then the page lists c, b
    When I follow the first page
    Then the page lists e, d

  @id:links-previous-list-items
  @req:pagination.links.previous
  Scenario Outline: The previous page is the one before (<case>)
    Given a List
    And the list items a, b, c, d, e
    When I list the list items with
      | PageSize | 2       |
      | Order    | <order> |
    And I follow the next page
    Then the page lists <second>
    When I follow the previous page
    Then the page lists <first>

    Examples:
      | case       | order | first | second |
      | ascending  | asc   | a, b  | c, d   |
      | descending | desc  | e, d  | c, b   |

  @id:walk-list-items-by-name
  @req:pagination.links.encoded
  Scenario: A walk works through the unique name of the List
    Given a List with
      | UniqueName | my messages |
    And the list items a, b, c
    When I walk the list items by the List's unique name with
      | PageSize | 1 |
    Then the walk lists a, b, c

  @id:walk-list-items-own-list
  @req:list-item.list.own-list
  Scenario: A walk never strays into another List
    Given a List
    And another List
    And the list items a, b
    And the list items in the other List x, y, z
    And a list item "c"
    When I walk the list items with
      | PageSize | 1 |
    Then the walk lists a, b, c
    When I walk the list items of the other List with
      | PageSize | 2 |
    Then the walk lists x, y, z
