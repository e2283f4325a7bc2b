Feature: Pagination: the envelope of a page
  Every page comes with meta: its number and size, the name of the list, and absolute URLs to itself and its neighbours.

  @id:page-meta-items
  @req:pagination.meta.fields
  Scenario: A single page of items describes itself
    Given a Map
    And the items a, b
    When I list the items
    Then it is returned
    And its meta is
      | key               | "items" |
      | page              | 0       |
      | page_size         | 50      |
      | url               | a URL   |
      | first_page_url    | a URL   |
      | next_page_url     | null    |
      | previous_page_url | null    |

  @id:page-meta-collections
  @req:pagination.meta.fields @own-service
  Scenario Outline: A single page of a collection describes itself (<case>)
    Given a Document
    And a Map
    When I list <collection>
    Then it is returned
    And its meta is
      | key               | <key> |
      | page              | 0     |
      | page_size         | 50    |
      | url               | a URL |
      | first_page_url    | a URL |
      | next_page_url     | null  |
      | previous_page_url | null  |

    Examples:
      | case      | collection    | key         |
      | documents | the Documents | "documents" |
      | maps      | the Maps      | "maps"      |

  @id:page-meta-second
  @req:pagination.meta.later-pages
  Scenario: The second page is numbered and keeps the size
    Given a Map
    And the items a, b, c, d, e
    When I list the items with
      | PageSize | 2 |
    And I follow the next page
    Then it is returned
    And its meta is
      | key               | "items" |
      | page              | 1       |
      | page_size         | 2       |
      | url               | a URL   |
      | first_page_url    | a URL   |
      | next_page_url     | a URL   |
      | previous_page_url | a URL   |

  @id:page-meta-empty-items
  @req:pagination.empty
  Scenario: An empty Map has one empty page
    Given a Map
    When I list the items
    Then it is returned
    And the page is empty
    And its meta "page" is 0
    And its meta "key" is "items"
    And there is no next page
    And there is no previous page

  @id:page-meta-empty-collections
  @req:pagination.empty @own-service
  Scenario Outline: A Service without <case> has one empty page of them
    When I list <collection>
    Then it is returned
    And the page is empty
    And its meta "key" is <key>
    And there is no next page
    And there is no previous page

    Examples:
      | case      | collection    | key         |
      | documents | the Documents | "documents" |
      | maps      | the Maps      | "maps"      |
