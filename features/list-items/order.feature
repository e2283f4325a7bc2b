Feature: List Items: order of the listing
  Items are listed by index, as a number, ascending unless asked otherwise; that is the order they were appended in.

  @id:list-item-order-given
  @req:list-item.list.order
  Scenario Outline: The order can be asked for (<case>)
    Given a List
    And the list items c, a, d, b
    When I list the list items with
      | Order | <order> |
    Then it is returned
    And the page lists <names>

    Examples:
      | case       | order | names      |
      | ascending  | asc   | c, a, d, b |
      | descending | desc  | b, d, a, c |

  @id:list-item-order-by-list-name
  @req:list-item.address.by-list-name
  Scenario: Items are listed through the unique name of their List
    Given a List with
      | UniqueName | messages |
    And the list items a, b
    When I list the list items by the List's unique name with
      | Order | desc |
    Then it is returned
    And the page lists b, a

  @id:list-item-order-numeric
  @req:list-item.list.order-is-numeric
  Scenario: Indexes are compared as numbers, whatever number of digits they have
    Given a List
    And 112 list items
    When I walk the list items with
      | PageSize | 50 |
    Then the walk lists k0001 to k0112

  @id:list-item-order-numeric-down
  @req:list-item.list.order-is-numeric
  Scenario: A descending listing compares indexes as numbers too
    Given a List
    And 112 list items
    When I list the list items with
      | Order    | desc |
      | PageSize | 30   |
    Then it is returned
    And the page lists k0112 to k0083
    When I walk the list items with
      | Order    | desc |
      | PageSize | 100  |
    Then the walk lists k0112 to k0001

  @id:list-item-order-numeric-from
  @req:list-item.list.order-is-numeric
  Scenario Outline: From is compared as a number (<case>)
    Given a List
    And 112 list items
    When I list the list items with
      | From     | <from>   |
      | Bounds   | <bounds> |
      | Order    | <order>  |
      | PageSize | 4        |
    Then it is returned
    And the page lists <names>

    Examples:
      | case              | from                 | bounds    | order | names          |
      | one-digit-up      | the index of "k0009" | inclusive | asc   | k0009 to k0012 |
      | two-digits-down   | the index of "k0011" | inclusive | desc  | k0011 to k0008 |
      | three-digits-down | the index of "k0102" | exclusive | desc  | k0101 to k0098 |

  @id:list-item-order-after-changes
  @req:list-item.list.order
  Scenario: Updates, deletions and additions do not disturb the order
    Given a List
    And the list items a, b, c, d
    And the list item "c" was updated with
      | Data | {"n": 1} |
    And the list item "a" was updated with
      | Data | {"n": 2} |
    And the list item "b" was deleted
    When I create a list item "e" with
      | Data | {} |
    Then it is created
    When I list the list items
    Then the page lists a, c, d, e
    When I list the list items with
      | Order | desc |
    Then the page lists e, d, c, a

  @id:list-item-list-entry
  @req:list-item.list.entries
  Scenario: An item is listed with all of its fields
    Given a List
    And a list item "a"
    And a list item "b" with
      | Data    | {"a": [1, 2]} |
      | ItemTtl | 3600          |
    And the list item "a" was updated with
      | Data | {"n": 1} |
    When I list the list items
    Then it is returned
    And the page lists a, b
    And the page shows the list item "a" in full
    And the page shows the list item "b" in full

  @id:list-item-list-own-list
  @req:list-item.list.own-list
  Scenario: Only the items of the List itself are listed
    Given a List
    And the list items a, b, c
    And another List
    And the list items in the other List d, e
    When I list the list items
    Then the page lists a, b, c
    When I list the list items of the other List
    Then the page lists d, e

  @id:list-item-order-unknown
  @req:list-item.list.order-invalid
  Scenario: An unknown order is refused
    Given a List
    And the list items a, b
    When I list the list items with
      | Order | upwards |
    Then it is refused as invalid-order
