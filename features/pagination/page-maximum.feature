Feature: Pagination: the largest page
  A page of a hundred is always possible. What lies above is bounded, by refusal or by serving less.

  @id:page-size-hundred
  @req:pagination.page-size.hundred @own-service
  Scenario Outline: A page of a hundred is possible (<case>)
    Given 101 <objects>
    When I list <collection> with
      | PageSize | 100 |
    Then it is returned
    And the page has 100 entries
    And there is a next page
    When I follow the next page
    Then the page has 1 entry

    Examples:
      | case      | objects   | collection    |
      | documents | Documents | the Documents |
      | maps      | Maps      | the Maps      |

  @id:page-size-hundred-items
  @req:pagination.page-size.hundred
  Scenario: A page of a hundred items is possible
    Given a Map
    And 101 items
    When I list the items with
      | PageSize | 100 |
    Then it is returned
    And the page lists k0001 to k0100
    And there is a next page
    When I follow the next page
    Then the page lists k0101

  @id:page-size-above-hundred
  @req:pagination.page-size.collection-maximum @own-service
  Scenario Outline: A page of a collection never has more than a hundred entries (<case>)
    Given 105 <objects>
    When I list <collection> with
      | PageSize | <size> |
    Then it is returned or refused as invalid-page-size
    And the page has at most 100 entries

    Examples:
      | case                | objects   | size | collection    |
      | documents-one-above | Documents | 101  | the Documents |
      | maps-far-above      | Maps      | 5000 | the Maps      |

  @id:page-size-items-large
  @req:pagination.page-size.items-large
  Scenario: Item pages above a hundred are answered, with a hundred entries or more
    Given a Map
    And 130 items
    When I list the items with
      | PageSize | 120 |
    Then it is returned
    And the page has 100 to 120 entries
    And there is a next page
    When I walk the items with
      | PageSize | 120 |
    Then the walk lists k0001 to k0130

  @id:page-size-items-above-thousand
  @req:pagination.page-size.items-maximum
  Scenario: An item page never has more than a thousand entries
    Given a Map
    And 1005 items
    When I list the items with
      | PageSize | 1005 |
    Then it is returned or refused as invalid-page-size
    And the page has at most 1000 entries

  @id:page-size-items-above-hundred
  @req:pagination.page-size.items-maximum-hundred
  Scenario: An item page never has more than a hundred entries
    Given a Map
    And 105 items
    When I list the items with
      | PageSize | 101 |
    Then it is returned or refused as invalid-page-size
    And the page has at most 100 entries
