Feature: Map Items: order of the listing
  Items are listed in lexicographic order of their keys, ascending unless asked otherwise, whatever order they were created in.

  @id:map-item-order-given
  @req:map-item.list.order
  Scenario Outline: The order can be asked for (<case>)
    Given a Map
    And the items c, a, d, b
    When I list the items with
      | Order | <order> |
    Then it is returned
    And the page lists <keys>

    Examples:
      | case       | order | keys       |
      | ascending  | asc   | a, b, c, d |
      | descending | desc  | d, c, b, a |

  @id:map-item-order-by-map-name
  @req:map-item.address.by-map-name
  Scenario: Items are listed through the unique name of their Map
    Given a Map with
      | UniqueName | players |
    And the items b, a
    When I list the items by the Map's unique name with
      | Order | desc |
    Then it is returned
    And the page lists b, a

  @id:map-item-order-text
  @req:map-item.list.order-is-textual
  Scenario Outline: Keys are compared as text (<case>)
    Given a Map
    And the items <created>
    When I list the items
    Then it is returned
    And the page lists <ascending>
    When I list the items with
      | Order | desc |
    Then the page lists <descending>

    Examples:
      | case     | created       | ascending     | descending    |
      | digits   | 9, 10, 1, 100 | 1, 10, 100, 9 | 9, 100, 10, 1 |
      | prefixes | aaa, b, a, aa | a, aa, aaa, b | b, aaa, aa, a |

  @id:map-item-order-code-points
  @req:map-item.list.order-by-code-point
  Scenario Outline: Characters are compared by code point (<case>)
    Given a Map
    And the items <created>
    When I list the items
    Then it is returned
    And the page lists <ascending>

    Examples:
      | case           | created       | ascending     |
      | capitals-first | a, B, b, A    | A, B, a, b    |
      | punctuation    | a_b, a.b, a-b | a-b, a.b, a_b |
      | accents-last   | é, z, e, a    | a, e, z, é    |

  @id:map-item-order-astral
  @req:map-item.list.order-beyond-bmp
  Scenario: Characters beyond the basic plane come last
    Given a Map
    And the items 😀, ｚ, z
    When I list the items
    Then it is returned
    And the page lists z, ｚ, 😀

  @id:map-item-order-after-changes
  @req:map-item.list.order
  Scenario: Updates and late additions do not disturb the order
    Given a Map
    And the items a, b, d
    And the item "a" was updated with
      | Data | {"n": 1} |
    When I create an item with
      | Key  | c  |
      | Data | {} |
    Then it is created
    And the items are a, b, c, d

  @id:map-item-list-entry
  @req:map-item.list.entries
  Scenario: An item is listed with all of its fields
    Given a Map
    And an item "k" with
      | Data    | {"a": [1, 2]} |
      | ItemTtl | 3600          |
    When I list the items
    Then it is returned
    And the page lists k
    And the page shows the item "k" in full

  @id:map-item-list-own-map
  @req:map-item.list.own-map
  Scenario: Only the items of the Map itself are listed
    Given a Map
    And the items a, b
    And another Map
    And the items in the other Map b, c
    When I list the items
    Then the page lists a, b
    When I list the items of the other Map
    Then the page lists b, c

  @id:map-item-order-unknown
  @req:map-item.list.order-invalid
  Scenario: An unknown order is refused
    Given a Map
    And the items a, b
    When I list the items with
      | Order | upwards |
    Then it is refused as invalid-order

  @id:map-item-order-lenient
  @req:map-item.list.lenient
  Scenario: An order in capitals is understood or refused
    Given a Map
    And the items a, b
    When I list the items with
      | Order | ASC |
    Then it is returned or refused as invalid-order
