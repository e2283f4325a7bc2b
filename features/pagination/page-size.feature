Feature: Pagination: the size of a page
  PageSize says how many entries a page has. It is 50 when not given, at least 1, and bounded above.

  @id:page-size-default-items
  @req:pagination.page-size.default
  Scenario: A page has 50 items when nothing else is asked for
    Given a Map
    And 51 items
    When I list the items
    Then it is returned
    And the page has 50 entries
    And the page lists k0001 to k0050
    And there is a next page
    When I follow the next page
    Then the page lists k0051

  @id:page-size-default-documents
  @req:pagination.page-size.default @own-service
  Scenario: A page has 50 Documents when nothing else is asked for
    Given 51 Documents
    When I list the Documents
    Then it is returned
    And the page has 50 entries
    And there is a next page
    When I follow the next page
    Then the page has 1 entry

  @id:page-size-default-maps
  @req:pagination.page-size.default @own-service
  Scenario: A page has 50 Maps when nothing else is asked for
    Given 51 Maps
    When I list the Maps
    Then it is returned
    And the page has 50 entries
    And there is a next page
    When I follow the next page
    Then the page has 1 entry

  @id:page-size-given
  @req:pagination.page-size.respected
  Scenario Outline: A page has as many items as were asked for (<case>)
    Given a Map
    And the items a, b, c, d, e
    When I list the items with
      | PageSize | <size> |
    Then it is returned
    And its meta "page_size" is <size>
    And the page lists <keys>
    And there is a next page

    Examples:
      | case | size | keys |
      | one  | 1    | a    |
      | two  | 2    | a, b |

  @id:page-size-given-collections
  @req:pagination.page-size.respected @own-service
  Scenario Outline: A page of a collection has as many entries as were asked for (<case>)
    Given 5 <objects>
    When I list <collection> with
      | PageSize | 2 |
    Then it is returned
    And its meta "page_size" is 2
    And the page has 2 entries
    And there is a next page

    Examples:
      | case      | objects   | collection    |
      | documents | Documents | the Documents |
      | maps      | Maps      | the Maps      |
