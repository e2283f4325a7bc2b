Feature: Pagination: walking from page to page
  Following next_page_url until it is null yields every entry once; the other links lead back.

  @id:walk-items
  @req:pagination.walk.complete @req:pagination.walk.page-size
  Scenario Outline: Walking in pages of <size> yields every item once (<case>)
    Given a Map
    And the items f, b, d, a, c, e
    When I walk the items with
      | PageSize | <size> |
    Then the walk lists a, b, c, d, e, f
    And every page of the walk but the last has <size> entries

    Examples:
      | case           | size |
      | single         | 1    |
      | exact-multiple | 2    |
      | remainder      | 4    |

  @id:walk-items-default
  @req:pagination.walk.complete @req:pagination.walk.page-size
  Scenario: Walking in pages of the default size yields every item once
    Given a Map
    And 120 items
    When I walk the items
    Then the walk lists k0001 to k0120
    And every page of the walk but the last has 50 entries

  @id:walk-items-descending
  @req:pagination.walk.complete @req:pagination.walk.page-size
  Scenario: Walking downwards yields every item once
    Given a Map
    And the items a, b, c, d, e
    When I walk the items with
      | PageSize | 2    |
      | Order    | desc |
    Then the walk lists e, d, c, b, a
    And every page of the walk but the last has 2 entries

  @id:walk-collections
  @req:pagination.walk.complete @req:pagination.walk.page-size @own-service
  Scenario Outline: Walking a collection yields every entry once (<case>)
    Given <count> <objects>
    When I walk <collection> with
      | PageSize | <size> |
    Then the walk lists <count> entries, none twice
    And every page of the walk but the last has <size> entries

    Examples:
      | case            | count | objects   | collection    | size |
      | documents-exact | 6     | Documents | the Documents | 3    |
      | maps-odd        | 7     | Maps      | the Maps      | 4    |

  @id:links-previous
  @req:pagination.links.previous
  Scenario: The previous page is the one before
    Given a Map
    And the items a, b, c, d, e
    When I list the items with
      | PageSize | 2 |
    And I follow the next page
    And I follow the next page
    Then the page lists e
    When I follow the previous page
    Then the page lists c, d
    When I follow the previous page
    Then the page lists a, b

  @id:links-previous-descending
  @req:pagination.links.previous
  Scenario: The previous page of a descending listing is the one before
    Given a Map
    And the items a, b, c, d, e
    When I list the items with
      | PageSize | 2    |
      | Order    | desc |
    And I follow the next page
    Then the page lists c, b
    When I follow the previous page
    Then the page lists e, d

  @id:links-first
  @req:pagination.links.first
  Scenario: The first page is reached from any page
    Given a Map
    And the items a, b, c, d, e
    When I list the items with
      | PageSize | 2 |
    And I follow the next page
    And I follow the next page
    And I follow the first page
    Then it is returned
    And the page lists a, b
    And its meta "page" is 0
