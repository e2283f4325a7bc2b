Feature: Map Items: starting the listing at a key
  From names the key to start at, Bounds says whether that key itself is listed, Order gives the direction.

  @id:map-item-from-present
  @req:map-item.list.from @req:map-item.list.bounds
  Scenario Outline: A listing starts at a key that is there (<case>)
    Given a Map
    And the items b, d, f, h
    When I list the items with
      | From   | <from>   |
      | Bounds | <bounds> |
      | Order  | <order>  |
    Then it is returned
    And the page lists <keys>

    Examples:
      | case                  | from | bounds    | order | keys    |
      | first-exclusive-up    | b    | exclusive | asc   | d, f, h |
      | first-inclusive-down  | b    | inclusive | desc  | b       |
      | middle-inclusive-up   | d    | inclusive | asc   | d, f, h |
      | middle-exclusive-up   | d    | exclusive | asc   | f, h    |
      | middle-inclusive-down | d    | inclusive | desc  | d, b    |
      | middle-exclusive-down | d    | exclusive | desc  | b       |
      | last-inclusive-up     | h    | inclusive | asc   | h       |
      | last-exclusive-down   | h    | exclusive | desc  | f, d, b |

  @id:map-item-from-present-nothing-left
  @req:map-item.list.from @req:map-item.list.bounds
  Scenario Outline: Nothing is left behind the last key (<case>)
    Given a Map
    And the items b, d, f, h
    When I list the items with
      | From   | <from>    |
      | Bounds | exclusive |
      | Order  | <order>   |
    Then it is returned
    And the page is empty
    And there is no next page

    Examples:
      | case     | from | order |
      | upwards  | h    | asc   |
      | downward | b    | desc  |

  @id:map-item-from-missing
  @req:map-item.list.from-missing
  Scenario Outline: A listing starts beside a key that is not there (<case>)
    Given a Map
    And the items b, d, f, h
    When I list the items with
      | From   | e        |
      | Bounds | <bounds> |
      | Order  | <order>  |
    Then it is returned
    And the page lists <keys>

    Examples:
      | case           | bounds    | order | keys |
      | inclusive-up   | inclusive | asc   | f, h |
      | exclusive-up   | exclusive | asc   | f, h |
      | inclusive-down | inclusive | desc  | d, b |
      | exclusive-down | exclusive | desc  | d, b |

  @id:map-item-from-outside
  @req:map-item.list.from-outside
  Scenario Outline: A listing that starts outside the keys has all of them (<case>)
    Given a Map
    And the items b, d, f, h
    When I list the items with
      | From   | <from>   |
      | Bounds | <bounds> |
      | Order  | <order>  |
    Then it is returned
    And the page lists <keys>

    Examples:
      | case                   | from | bounds    | order | keys       |
      | before-first-inclusive | a    | inclusive | asc   | b, d, f, h |
      | before-first-exclusive | a    | exclusive | asc   | b, d, f, h |
      | beyond-last-inclusive  | z    | inclusive | desc  | h, f, d, b |
      | beyond-last-exclusive  | z    | exclusive | desc  | h, f, d, b |

  @id:map-item-from-outside-nothing
  @req:map-item.list.from-outside
  Scenario Outline: A listing that starts behind the keys is empty (<case>)
    Given a Map
    And the items b, d, f, h
    When I list the items with
      | From   | <from>   |
      | Bounds | <bounds> |
      | Order  | <order>  |
    Then it is returned
    And the page is empty

    Examples:
      | case                   | from | bounds    | order |
      | beyond-last-inclusive  | z    | inclusive | asc   |
      | beyond-last-exclusive  | z    | exclusive | asc   |
      | before-first-inclusive | a    | inclusive | desc  |
      | before-first-exclusive | a    | exclusive | desc  |
