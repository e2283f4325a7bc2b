Feature: Services: listing
  The listing holds every Service of the account, page by page. It is walked while no other scenario makes or deletes Services, for a
  listing may count entries, and miss one when others come and go.

  @id:service-list-complete
  @req:service.list.complete @own-service @serial
  Scenario: The listing holds every Service of the account
    Given another Service with
      | FriendlyName | Orders |
    When I walk the Services with
      | PageSize | 100 |
    Then the walk lists the Service once
    And the walk lists the other Service once

  @id:service-list-without-deleted
  @req:service.list.complete @own-service @serial
  Scenario: A deleted Service is no longer listed
    Given another Service
    And the other Service was deleted
    When I walk the Services with
      | PageSize | 100 |
    Then the walk does not list the other Service
    And the walk lists the Service once

  @id:service-list-meta
  @req:service.list.meta @own-service
  Scenario: A page of Services says what it holds
    When I list the Services with
      | PageSize | 1 |
    Then it is returned
    And its meta is
      | key               | "services" |
      | page              | 0          |
      | page_size         | 1          |
      | url               | a URL      |
      | first_page_url    | a URL      |
      | previous_page_url | null       |

  @id:service-list-page-size
  @req:service.list.page-size @own-service
  Scenario: PageSize bounds a page of Services, and the next page follows
    Given another Service
    When I list the Services with
      | PageSize | 1 |
    Then it is returned
    And the page has 1 entry
    And there is a next page
    When I follow the next page
    Then it is returned
    And the page has 1 entry

  @id:service-list-entry
  @req:service.list.entries @own-service @serial
  Scenario: A Service is listed with all of its fields
    Given another Service with
      | FriendlyName                 | Orders                   |
      | WebhookUrl                   | https://example.com/sync |
      | AclEnabled                   | true                     |
      | ReachabilityDebouncingWindow | 7000                     |
    When I walk the Services with
      | PageSize | 100 |
    Then the walk shows the other Service in full

  @id:service-list-page-size-invalid
  @req:service.list.page-size-invalid @own-service
  Scenario Outline: A page of Services cannot have <case> entries
    When I list the Services with
      | PageSize | <size> |
    Then it is refused as invalid-page-size
    And it has no "services"

    Examples:
      | case     | size |
      | no       | 0    |
      | negative | -1   |
      | many     | many |
