Feature: List Items: starting the listing at an index
  From names the index to start at, Bounds says whether that item itself is listed, Order gives the direction.

  @id:list-item-from-present
  @req:list-item.list.from @req:list-item.list.bounds
  Scenario Outline: A listing starts at an item that is there (<case>)
    Given a List
    And the list items b, d, f, h
    When I list the list items with
      | From   | <from>   |
      | Bounds | <bounds> |
      | Order  | <order>  |
    Then it is returned
    And the page lists <names>

    Examples:
      | case                  | from             | bounds    | order | names   |
      | first-exclusive-up    | the index of "b" | exclusive | asc   | d, f, h |
      | first-inclusive-down  | the index of "b" | inclusive | desc  | b       |
      | middle-inclusive-up   | the index of "d" | inclusive | asc   | d, f, h |
      | middle-exclusive-up   | the index of "d" | exclusive | asc   | f, h    |
      | middle-inclusive-down | the index of "d" | inclusive | desc  | d, b    |
      | middle-exclusive-down | the index of "d" | exclusive | desc  | b       |

  @id:list-item-from-present-nothing-left
  @req:list-item.list.from @req:list-item.list.bounds
  Scenario Outline: Nothing is left behind the last item (<case>)
    Given a List
    And the list items b, d, f, h
    When I list the list items with
      | From   | <from>    |
      | Bounds | exclusive |
      | Order  | <order>   |
    Then it is returned
    And the page is empty
    And there is no next page

    Examples:
      | case     | from             | order |
      | upwards  | the index of "h" | asc   |
      | downward | the index of "b" | desc  |

  @id:list-item-from-deleted
  @req:list-item.list.from-missing
  Scenario Outline: A listing starts beside an item that was deleted (<case>)
    Given a List
    And the list items b, d, e, f, h
    And the list item "e" was deleted
    When I list the list items with
      | From   | the index of "e" |
      | Bounds | <bounds>         |
      | Order  | <order>          |
    Then it is returned
    And the page lists <names>

    Examples:
      | case           | bounds    | order | names |
      | inclusive-up   | inclusive | asc   | f, h  |
      | exclusive-up   | exclusive | asc   | f, h  |
      | inclusive-down | inclusive | desc  | d, b  |
      | exclusive-down | exclusive | desc  | d, b  |

  @id:list-item-from-outside
  @req:list-item.list.from-outside
  Scenario Outline: A listing that starts outside the items has all of them (<case>)
    Given a List
    And the list items a, b, d, f
    And the list item "a" was deleted
    When I list the list items with
      | From   | <from>   |
      | Bounds | <bounds> |
      | Order  | <order>  |
    Then it is returned
    And the page lists <names>

    Examples:
      | case                   | from                    | bounds    | order | names   |
      | before-first-inclusive | the index of "a"        | inclusive | asc   | b, d, f |
      | before-first-exclusive | the index of "a"        | exclusive | asc   | b, d, f |
      | beyond-last-inclusive  | the index of "f" plus 5 | inclusive | desc  | f, d, b |
      | beyond-last-exclusive  | the index of "f" plus 5 | exclusive | desc  | f, d, b |

  @id:list-item-from-outside-nothing
  @req:list-item.list.from-outside
  Scenario Outline: A listing that starts behind the items is empty (<case>)
    Given a List
    And the list items a, b, d, f
    And the list item "a" was deleted
    When I list the list items with
      | From   | <from>   |
      | Bounds | <bounds> |
      | Order  | <order>  |
    Then it is returned
    And the page is empty

    Examples:
      | case                   | from                    | bounds    | order |
      | beyond-last-inclusive  | the index of "f" plus 1 | inclusive | asc   |
      | before-first-inclusive | the index of "a"        | inclusive | desc  |
