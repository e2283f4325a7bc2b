Feature: List Items: what is no index
  An index is a non-negative integer; whatever else stands in its place touches no item.

  @id:list-item-no-index-fetch
  @req:list-item.address.not-an-index
  Scenario Outline: What is no index leads to no item (<case>)
    Given a List
    And the list items a, b
    When I fetch the list item at index "<index>"
    Then it is refused as invalid-list-index or list-item-not-found

    Examples:
      | case          | index |
      | a-word        | first |
      | negative      | -1    |
      | letter-behind | 0x    |

  @id:list-item-no-index-update
  @req:list-item.address.not-an-index
  Scenario Outline: What is no index updates no item (<case>)
    Given a List
    And the list items a, b
    When I update the list item at index "<index>" with
      | Data | {"n": 1} |
    Then it is refused as invalid-list-index or list-item-not-found
    And the list item "a" is unchanged
    And the list item "b" is unchanged

    Examples:
      | case     | index |
      | a-word   | last  |
      | negative | -1    |

  @id:list-item-no-index-delete
  @req:list-item.address.not-an-index
  Scenario Outline: What is no index deletes no item (<case>)
    Given a List
    And the list items a, b
    When I delete the list item at index "<index>"
    Then it is refused as invalid-list-index or list-item-not-found
    And the list items are a, b

    Examples:
      | case     | index |
      | a-word   | all   |
      | negative | -1    |

  @id:list-item-odd-index
  @req:list-item.address.odd-index
  Scenario Outline: An odd or huge index is understood or refused (<case>)
    Given a List
    And the list items a, b
    When I fetch the list item at index "<index>"
    Then it is returned or refused as list-item-not-found or invalid-list-index
    And the list items are a, b

    Examples:
      | case          | index |
      | leading-zeros | 000   |
      | plus-sign     | +0    |

  @id:list-item-huge-index
  @req:list-item.address.huge-index
  Scenario Outline: An index beyond all that can be is refused (<case>)
    Given a List
    And the list items a, b
    When I fetch the list item at index "<index>"
    Then it is refused as list-item-not-found or invalid-list-index
    When I delete the list item at index "<index>"
    Then it is refused as list-item-not-found or invalid-list-index
    And the list items are a, b

    Examples:
      | case          | index                |
      | above-32-bit  | 4294967296           |
      | beyond-64-bit | 18446744073709551616 |
