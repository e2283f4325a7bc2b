Feature: Map Items: defaults and faults of From and Bounds
  Bounds are inclusive unless asked otherwise, and have a meaning only together with From.

  @id:map-item-from-default-bounds
  @req:map-item.list.bounds-default
  Scenario: Without Bounds the named key is listed
    Given a Map
    And the items b, d, f, h
    When I list the items with
      | From  | d    |
      | Order | desc |
    Then it is returned
    And the page lists d, b

  @id:map-item-from-alone
  @req:map-item.list.bounds-default
  Scenario: From alone lists upwards from the named key
    Given a Map
    And the items h, b, f, d
    When I list the items with
      | From | d |
    Then it is returned
    And the page lists d, f, h

  @id:map-item-bounds-alone
  @req:map-item.list.bounds-without-from
  Scenario Outline: Bounds without From list everything (<case>)
    Given a Map
    And the items b, d, f
    When I list the items with
      | Bounds | <bounds> |
      | Order  | <order>  |
    Then it is returned
    And the page lists <keys>

    Examples:
      | case           | bounds    | order | keys    |
      | exclusive-up   | exclusive | asc   | b, d, f |
      | exclusive-down | exclusive | desc  | f, d, b |

  @id:map-item-from-prefix
  @req:map-item.list.from
  Scenario: From is a whole key and not a prefix
    Given a Map
    And the items a, ab, abc, b
    When I list the items with
      | From   | ab        |
      | Bounds | exclusive |
    Then it is returned
    And the page lists abc, b

  @id:map-item-from-special
  @req:map-item.list.from-characters
  Scenario Outline: From may be any key (<case>)
    Given a Map
    And the items
      | 0     |
      | <key> |
    When I list the items with
      | From | <key> |
    Then it is returned
    And the page lists
      | <key> |

    Examples:
      | case      | key      |
      | percent   | a%20b    |
      | ampersand | a&From=0 |

  @id:map-item-bounds-unknown
  @req:map-item.list.bounds-invalid
  Scenario: Unknown bounds are refused
    Given a Map
    And the items b, d
    When I list the items with
      | From   | b    |
      | Bounds | open |
    Then it is refused as invalid-bounds

  @id:map-item-bounds-lenient
  @req:map-item.list.lenient
  Scenario: Bounds in capitals are understood or refused
    Given a Map
    And the items b, d
    When I list the items with
      | From   | b         |
      | Bounds | INCLUSIVE |
    Then it is returned or refused as invalid-bounds

  @id:map-item-from-odd
  @req:map-item.list.lenient
  Scenario: An empty From is understood or refused
    Given a Map
    And the items b, d
    When I list the items with
      | From |  |
    Then it is returned or refused
    And the items are b, d
