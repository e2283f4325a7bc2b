Feature: Pagination: Lists of a Service
  The Lists of a Service are listed in pages like other collections; their order is open.

  @id:page-size-default-lists
  @req:pagination.page-size.default @own-service
  Scenario: A page has 50 Lists when nothing else is asked for
    Given 51 Lists
    When I list the Lists
    Then it is returned
    And the page has 50 entries
    And its meta "page_size" is 50
    And there is a next page
    When I follow the next page
    Then the page has 1 entry

  @id:page-size-given-lists
  @req:pagination.page-size.respected @own-service
  Scenario: A page has as many Lists as were asked for
    Given 3 Lists
    When I list the Lists with
      | PageSize | 2 |
    Then it is returned
    And its meta "page_size" is 2
    And the page has 2 entries
    And there is a next page

  @id:page-size-hundred-lists
  @req:pagination.page-size.hundred @own-service
  Scenario: A page of a hundred Lists is possible
    Given 101 Lists
    When I list the Lists with
      | PageSize | 100 |
    Then it is returned
    And the page has 100 entries
    And there is a next page
    When I follow the next page
    Then the page has 1 entry

  @id:page-size-lists-above-hundred
  @req:list.list.page-maximum @own-service
  Scenario: A page never has more than a hundred Lists
    Given 105 Lists
    When I list the Lists with
      | PageSize | 101 |
    Then it is returned or refused as invalid-page-size
    And the page has at most 100 entries

  @id:walk-lists
  @req:pagination.walk.complete @req:pagination.walk.page-size @own-service
  Scenario: Walking the Lists yields every one once
    Given 6 Lists
    When I walk the Lists with
      | PageSize | 4 |
    Then the walk lists 6 entries, none twice
    And every page of the walk but the last has 4 entries

  @id:links-first-lists
  @req:pagination.links.first @own-service
  Scenario: The first page of Lists is reached from a later one
    Given a List
    And another List
    When I list the Lists with
      | PageSize | 1 |
    And I follow the next page
    And I follow the first page
    Then it is returned
    And its meta "page" is 0
    And the page has 1 entry
    And there is a next page

  @id:page-meta-lists
  @req:pagination.meta.fields @own-service
  Scenario: A single page of Lists describes itself
    Given a List
    When I list the Lists
    Then it is returned
    And its meta is
      | key               | "lists" |
      | page              | 0       |
      | page_size         | 50      |
      | url               | a URL   |
      | first_page_url    | a URL   |
      | next_page_url     | null    |
      | previous_page_url | null    |

  @id:page-meta-empty-lists
  @req:pagination.empty @own-service
  Scenario: A Service without Lists has one empty page of them
    Given a Map
    When I list the Lists
    Then it is returned
    And the page is empty
    And its meta "key" is "lists"
    And there is no next page
    And there is no previous page

  @id:page-size-faulty-lists
  @req:pagination.page-size.invalid
  Scenario Outline: A page size that is no positive integer is refused for Lists (<case>)
    When I list the Lists with
      | PageSize | <size> |
    Then it is refused as invalid-page-size

    Examples:
      | case   | size |
      | zero   | 0    |
      | a-word | many |

  @id:page-token-unknown-lists
  @req:pagination.page-token.invalid
  Scenario: A page token that was never issued is refused for Lists
    When I list the Lists with
      | PageToken | this is not a page token! |
    Then it is refused as invalid-page-token
