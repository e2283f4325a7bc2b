Feature: Services: the fields of an answer
  Creation, fetch and update answer with the whole Service, in documented names and formats.

  @id:service-fields-created
  @req:service.fields.identity @req:service.fields.types @req:service.fields.dates @req:service.fields.url @req:service.fields.links
  @own-service
  Scenario: A new Service is answered with all of its fields
    When I create another Service with
      | FriendlyName | Orders                   |
      | WebhookUrl   | https://example.com/sync |
    Then it is created
    And its fields are
      | sid                             | a Service SID                            |
      | account_sid                     | an Account SID                           |
      | friendly_name                   | "Orders"                                 |
      | webhook_url                     | "https://example.com/sync"               |
      | webhooks_from_rest_enabled      | a boolean                                |
      | reachability_webhooks_enabled   | a boolean                                |
      | acl_enabled                     | a boolean                                |
      | reachability_debouncing_enabled | a boolean                                |
      | reachability_debouncing_window  | an integer                               |
      | date_created                    | a date                                   |
      | url                             | its own URL                              |
      | links                           | links to documents, lists, maps, streams |

  @id:service-fields-fetched
  @req:service.fields.identity @req:service.fields.types @req:service.fields.dates @req:service.fields.url @req:service.fields.links
  @own-service
  Scenario: A fetched Service is answered with all of its fields
    Given another Service with
      | FriendlyName | Orders                   |
      | WebhookUrl   | https://example.com/sync |
    When I fetch the other Service
    Then it is returned
    And its "date_created" has not changed
    And its fields are
      | sid                             | the SID of the other Service             |
      | account_sid                     | an Account SID                           |
      | friendly_name                   | a text                                   |
      | webhook_url                     | a text                                   |
      | webhooks_from_rest_enabled      | a boolean                                |
      | reachability_webhooks_enabled   | a boolean                                |
      | acl_enabled                     | a boolean                                |
      | reachability_debouncing_enabled | a boolean                                |
      | reachability_debouncing_window  | an integer                               |
      | date_created                    | a date                                   |
      | url                             | its own URL                              |
      | links                           | links to documents, lists, maps, streams |

  @id:service-fields-updated
  @req:service.fields.identity @req:service.fields.types @req:service.fields.dates @req:service.fields.url @req:service.fields.links
  @own-service
  Scenario: An updated Service is answered with all of its fields
    Given another Service with
      | FriendlyName | Orders |
    When I update the other Service with
      | FriendlyName | Chat                     |
      | WebhookUrl   | https://example.com/chat |
    Then it is updated
    And its "date_created" has not changed
    And its "account_sid" has not changed
    And its fields are
      | sid                             | the SID of the other Service             |
      | friendly_name                   | "Chat"                                   |
      | webhook_url                     | "https://example.com/chat"               |
      | webhooks_from_rest_enabled      | a boolean                                |
      | reachability_webhooks_enabled   | a boolean                                |
      | acl_enabled                     | a boolean                                |
      | reachability_debouncing_enabled | a boolean                                |
      | reachability_debouncing_window  | an integer                               |
      | date_created                    | a date                                   |
      | url                             | its own URL                              |
      | links                           | links to documents, lists, maps, streams |

  @id:service-fields-date-updated-fresh
  @req:service.fields.date-updated-fresh @own-service
  Scenario: A new Service has a date of its last update
    When I create another Service
    Then it is created
    And its "date_updated" is a date
    And its "date_updated" is not before its "date_created"

  @id:service-fields-date-updated-moves
  @req:service.fields.date-updated-moves @own-service @waits
  Scenario: A change of a setting moves the date of the last update
    Given the Service was updated with
      | FriendlyName | Orders |
    When 2 seconds pass
    And I update the Service with
      | FriendlyName | Chat |
    Then it is updated
    And its "date_updated" is later than before
    And its "date_created" has not changed

  @id:service-fields-unique-name
  @req:service.fields.unique-name @own-service
  Scenario: The unique name of a Service is not for REST to set
    When I create another Service with
      | FriendlyName | Orders |
      | UniqueName   | orders |
    Then it is created or refused
    When I create another Service with
      | FriendlyName | Orders |
    Then it is created
    When I update the other Service with
      | FriendlyName | Chat   |
      | UniqueName   | orders |
    Then it is updated or refused
    And the "unique_name" of the other Service is null
