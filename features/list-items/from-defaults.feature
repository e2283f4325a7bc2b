Feature: List Items: defaults and faults of From and Bounds
  Bounds are inclusive unless asked otherwise, and have a meaning only together with From, which is an index.

  @id:list-item-from-default-bounds
  @req:list-item.list.bounds-default
  Scenario: Without Bounds the named item is listed
    Given a List
    And the list items b, d, f, h
    When I list the list items with
      | From  | the index of "d" |
      | Order | desc             |
    Then it is returned
    And the page lists d, b

  @id:list-item-from-alone
  @req:list-item.list.bounds-default
  Scenario: From alone lists upwards from the named item
    Given a List
    And the list items b, d, f, h
    When I list the list items with
      | From | the index of "d" |
    Then it is returned
    And the page lists d, f, h

  @id:list-item-bounds-alone
  @req:list-item.list.bounds-without-from
  Scenario: Bounds without From list everything
    Given a List
    And the list items b, d, f
    When I list the list items with
      | Bounds | exclusive |
      | Order  | desc      |
    Then it is returned
    And the page lists f, d, b

  @id:list-item-bounds-unknown
  @req:list-item.list.bounds-invalid
  Scenario: Unknown bounds are refused
    Given a List
    And the list items b, d
    When I list the list items with
      | From   | the index of "b" |
      | Bounds | open             |
    Then it is refused as invalid-bounds

  @id:list-item-from-not-an-index
  @req:list-item.list.from-not-an-index
  Scenario Outline: A From that is no index is refused (<case>)
    Given a List
    And the list items b, d
    When I list the list items with
      | From | <from> |
    Then it is refused as invalid-list-index or invalid-parameter

    Examples:
      | case     | from  |
      | a-word   | first |
      | negative | -1    |

  @id:list-item-list-lenient
  @req:list-item.list.lenient
  Scenario Outline: An odd parameter of a listing is understood or refused (<case>)
    Given a List
    And the list items b, d
    When I list the list items with
      | <parameter> | <value> |
    Then it is returned or refused
    And the list items are b, d

    Examples:
      | case              | parameter | value                |
      | order-in-capitals | Order     | DESC                 |
      | from-empty        | From      |                      |
      | from-a-word       | From      | first                |
      | from-zeros        | From      | 000                  |
      | from-beyond-64    | From      | 18446744073709551616 |

  @id:list-item-bounds-lenient
  @req:list-item.list.lenient
  Scenario: Bounds in capitals are understood or refused
    Given a List
    And the list items b, d
    When I list the list items with
      | From   | the index of "b" |
      | Bounds | EXCLUSIVE        |
    Then it is returned or refused as invalid-bounds
    And the list items are b, d
