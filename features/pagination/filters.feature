Feature: Pagination: links keep what was asked for
  Order, From, Bounds and PageSize hold for all pages of a walk, not only for the first one.

  @id:walk-filtered
  @req:pagination.links.keep-filters
  Scenario Outline: A walk keeps its start, direction and size (<case>)
    Given a Map
    And the items a, b, c, d, e, f, g
    When I walk the items with
      | From     | <from>   |
      | Bounds   | <bounds> |
      | Order    | <order>  |
      | PageSize | 2        |
    Then the walk lists <keys>
    And every page of the walk but the last has 2 entries

    Examples:
      | case           | from | bounds    | order | keys          |
      | inclusive-up   | c    | inclusive | asc   | c, d, e, f, g |
      | exclusive-up   | c    | exclusive | asc   | d, e, f, g    |
      | inclusive-down | e    | inclusive | desc  | e, d, c, b, a |
      | exclusive-down | e    | exclusive | desc  | d, c, b, a    |

  @id:first-page-keeps-filters
  @req:pagination.links.keep-filters
  Scenario: The link to the first page keeps start, direction and size
    Given a Map
    And the items a, b, c, d, e, f, g
    When I list the items with
      | From     | f         |
      | Bounds   | exclusive |
      | Order    | desc      |
      | PageSize | 2         |
    And I follow the next page
    Then the page lists c, b
    When I follow the first page
    Then the page lists e, d

  @id:previous-page-keeps-filters
  @req:pagination.links.previous
  Scenario: The link to the previous page keeps the start of the listing
    Given a Map
    And the items a, b, c, d, e, f, g
    When I list the items with
      | From     | c         |
      | Bounds   | exclusive |
      | PageSize | 2         |
    And I follow the next page
    Then the page lists f, g
    When I follow the previous page
    Then the page lists d, e

  @id:walk-special-keys
  @req:pagination.links.encoded
  Scenario: A walk passes keys that need encoding
    Given a Map
    And the items
      | Foo Bar |
      | a&b=c   |
      | a+b     |
      | z%20z   |
      | z?z#z   |
      | é       |
      | 鍵      |
    When I walk the items with
      | PageSize | 1 |
    Then the walk lists
      | Foo Bar |
      | a&b=c   |
      | a+b     |
      | z%20z   |
      | z?z#z   |
      | é       |
      | 鍵      |

  @id:walk-by-map-name
  @req:pagination.links.encoded
  Scenario: A walk works through the unique name of the Map
    Given a Map with
      | UniqueName | my players |
    And the items a, b, c
    When I walk the items by the Map's unique name with
      | PageSize | 1 |
    Then the walk lists a, b, c
