Feature: Pagination: pages of List Items
  Items of a List come in pages of 50, or of as many as are asked for, each with a meta that leads on.

  @id:page-size-default-list-items
  @req:pagination.page-size.default
  Scenario: A page has 50 items of a List when nothing else is asked for
    Given a List
    And 51 list items
    When I list the list items
    Then it is returned
    And the page lists k0001 to k0050
    And its meta "page_size" is 50
    And there is a next page
    When I follow the next page
    Then the page lists k0051

  @id:page-size-given-list-items
  @req:pagination.page-size.respected
  Scenario Outline: A page has as many items of a List as were asked for (<case>)
    Given a List
    And the list items a, b, c, d, e
    When I list the list items with
      | PageSize | <size> |
    Then it is returned
    And its meta "page_size" is <size>
    And the page lists <names>
    And there is a next page

    Examples:
      | case | size | names |
      | one  | 1    | a     |
      | two  | 2    | a, b  |

  @id:page-size-hundred-list-items
  @req:pagination.page-size.hundred
  Scenario: A page of a hundred items of a List is possible
    Given a List
    And 101 list items
    When I list the list items with
      | PageSize | 100 |
    Then it is returned
    And the page lists k0001 to k0100
    And there is a next page
    When I follow the next page
    Then the page lists k0101

  @id:page-size-list-items-large
  @req:pagination.page-size.items-large
  Scenario: Pages above a hundred are answered, with a hundred items or more
    Given a List
    And 130 list items
    When I list the list items with
      | PageSize | 120 |
    Then it is returned
    And the page has 100 to 120 entries
    And there is a next page
    When I walk the list items with
      | PageSize | 120 |
    Then the walk lists k0001 to k0130

  @id:page-size-list-items-above-thousand
  @req:pagination.page-size.items-maximum
  Scenario: A page never has more than a thousand items of a List
    Given a List
    And 1005 list items
    When I list the list items with
      | PageSize | 1005 |
    Then it is returned or refused as invalid-page-size
    And the page has at most 1000 entries

  @id:page-size-list-items-above-hundred
  @req:pagination.page-size.items-maximum-hundred
  Scenario: A page never has more than a hundred items of a List
    Given a List
    And 105 list items
    When I list the list items with
      | PageSize | 101 |
    Then it is returned or refused as invalid-page-size
    And the page has at most 100 entries

  @id:page-meta-list-items
  @req:pagination.meta.fields
  Scenario: A single page of items of a List describes itself
    Given a List
    And the list items a, b
    When I list the list items
    Then it is returned
    And its meta is
      | key               | "items" |
      | page              | 0       |
      | page_size         | 50      |
      | url               | a URL   |
      | first_page_url    | a URL   |
      | next_page_url     | null    |
      | previous_page_url | null    |

  @id:page-meta-second-list-items
  @req:pagination.meta.later-pages
  Scenario: The second page of items of a List is numbered and keeps the size
    Given a List
    And the list items a, b, c, d, e
    When I list the list items with
      | PageSize | 2 |
    And I follow the next page
    Then it is returned
    And the page lists c, d
    And its meta is
      | key               | "items" |
      | page              | 1       |
      | page_size         | 2       |
      | url               | a URL   |
      | first_page_url    | a URL   |
      | next_page_url     | a URL   |
      | previous_page_url | a URL   |

  @id:page-meta-empty-list-items
  @req:pagination.empty
  Scenario: An empty List has one empty page
    Given a List
    When I list the list items
    Then it is returned
    And the page is empty
    And its meta "page" is 0
    And its meta "key" is "items"
    And there is no next page
    And there is no previous page
