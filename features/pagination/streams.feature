Feature: Pagination: Streams
  The listing of Streams is paged like that of every collection: 50 entries by default, up to 100, complete over all pages.

  @id:page-size-default-streams
  @req:pagination.page-size.default @own-service
  Scenario: A page has 50 Streams when nothing else is asked for
    Given 51 Streams
    When I list the Streams
    Then it is returned
    And the page has 50 entries
    And there is a next page
    When I follow the next page
    Then the page has 1 entry

  @id:page-size-given-streams
  @req:pagination.page-size.respected @own-service
  Scenario: A page has as many Streams as were asked for
    Given 5 Streams
    When I list the Streams with
      | PageSize | 2 |
    Then it is returned
    And its meta "page_size" is 2
    And the page has 2 entries
    And there is a next page

  @id:page-size-above-hundred-streams
  @req:stream.list.page-maximum @req:pagination.page-size.hundred @own-service
  Scenario: A page of a hundred Streams is possible, a larger one never comes
    Given 102 Streams
    When I list the Streams with
      | PageSize | 100 |
    Then it is returned
    And the page has 100 entries
    When I follow the next page
    Then the page has 2 entries
    When I list the Streams with
      | PageSize | 1000 |
    Then it is returned or refused as invalid-page-size
    And the page has at most 100 entries

  @id:page-size-faulty-streams
  @req:pagination.page-size.invalid
  Scenario Outline: A page size that is no positive integer is refused for Streams (<case>)
    When I list the Streams with
      | PageSize | <size> |
    Then it is refused as invalid-page-size

    Examples:
      | case   | size |
      | zero   | 0    |
      | a-word | many |

  @id:page-token-unknown-streams
  @req:pagination.page-token.invalid
  Scenario: A page token that was never issued is refused for Streams
    When I list the Streams with
      | PageToken | this is not a page token! |
    Then it is refused as invalid-page-token

  @id:page-meta-streams
  @req:pagination.meta.fields @own-service
  Scenario: A single page of Streams describes itself
    Given a Stream
    When I list the Streams
    Then it is returned
    And its meta is
      | key               | "streams" |
      | page              | 0         |
      | page_size         | 50        |
      | url               | a URL     |
      | first_page_url    | a URL     |
      | next_page_url     | null      |
      | previous_page_url | null      |

  @id:page-meta-empty-streams
  @req:pagination.empty @own-service
  Scenario: A Service without Streams has one empty page of them
    Given a Document
    When I list the Streams
    Then it is returned
    And the page is empty
    And its meta "key" is "streams"
    And there is no next page
    And there is no previous page

  @id:walk-streams
  @req:pagination.walk.complete @req:pagination.walk.page-size @own-service
  Scenario Outline: Walking the Streams yields every entry once (<case>)
    Given 7 Streams
    When I walk the Streams with
      | PageSize | <size> |
    Then the walk lists 7 entries, none twice
    And every page of the walk but the last has <size> entries

    Examples:
      | case      | size |
      | single    | 1    |
      | remainder | 3    |

  @id:links-streams
  @req:pagination.links.first @own-service
  Scenario: The first page of Streams is reached from a later one
    Given 5 Streams
    When I list the Streams with
      | PageSize | 2 |
    And I follow the next page
    And I follow the next page
    And I follow the first page
    Then it is returned
    And the page has 2 entries
    And its meta "page" is 0
