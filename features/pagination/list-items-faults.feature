Feature: Pagination: faulty parameters for List Items
  A page size outside the range and a token the service never issued are refused.

  @id:page-size-faulty-list-items
  @req:pagination.page-size.invalid
  Scenario Outline: A page size that is no positive integer is refused for items of a List (<case>)
    Given a List
    And the list items a, b
    When I list the list items with
      | PageSize | <size> |
    Then it is refused as invalid-page-size

    Examples:
      | case    | size |
      | zero    | 0    |
      | a-word  | many |
      | decimal | 1.5  |

  @id:page-token-unknown-list-items
  @req:pagination.page-token.invalid
  Scenario: A page token that was never issued is refused for items of a List
    Given a List
    And the list items a, b
    When I list the list items with
      | PageToken | this is not a page token! |
      | PageSize  | 1                         |
    Then it is refused as invalid-page-token
