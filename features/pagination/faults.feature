Feature: Pagination: faulty parameters
  A page size outside the range and a token the service never issued are refused.

  @id:page-size-faulty-items
  @req:pagination.page-size.invalid
  Scenario Outline: A page size that is no positive integer is refused for items (<case>)
    Given a Map
    And the items a, b
    When I list the items with
      | PageSize | <size> |
    Then it is refused as invalid-page-size

    Examples:
      | case     | size |
      | zero     | 0    |
      | negative | -1   |
      | a-word   | many |
      | decimal  | 1.5  |

  @id:page-size-faulty-collections
  @req:pagination.page-size.invalid
  Scenario Outline: A page size that is no positive integer is refused for collections (<case>)
    When I list <collection> with
      | PageSize | <size> |
    Then it is refused as invalid-page-size

    Examples:
      | case           | collection    | size |
      | documents-zero | the Documents | 0    |
      | maps-word      | the Maps      | many |

  @id:page-size-empty
  @req:pagination.odd-parameters
  Scenario Outline: An odd page size is understood or refused (<case>)
    Given a Map
    And the items a, b
    When I list the items with
      | PageSize | <size> |
    Then it is returned or refused as invalid-page-size

    Examples:
      | case          | size                 |
      | empty         |                      |
      | beyond-64-bit | 99999999999999999999 |

  @id:page-token-unknown
  @req:pagination.page-token.invalid
  Scenario: A page token that was never issued is refused
    Given a Map
    And the items a, b
    When I list the items with
      | PageToken | this is not a page token! |
      | PageSize  | 1                         |
      | Page      | 1                         |
    Then it is refused as invalid-page-token

  @id:page-token-unknown-collections
  @req:pagination.page-token.invalid
  Scenario: A page token that was never issued is refused for collections
    When I list the Documents with
      | PageToken | this is not a page token! |
    Then it is refused as invalid-page-token

  @id:page-token-empty
  @req:pagination.odd-parameters
  Scenario: An empty page token is taken as none or refused
    Given a Map
    And the items a, b
    When I list the items with
      | PageToken |  |
    Then it is returned or refused as invalid-page-token

  @id:page-is-client-state
  @req:pagination.page.client-state
  Scenario: The page number alone does not move the listing
    Given a Map
    And the items a, b, c, d
    When I list the items with
      | Page     | 1 |
      | PageSize | 2 |
    Then it is returned
    And the page lists a, b

  @id:page-odd
  @req:pagination.odd-parameters
  Scenario: An odd page number is ignored or refused
    Given a Map
    And the items a, b
    When I list the items with
      | Page | -1 |
    Then it is returned or refused as invalid-page
