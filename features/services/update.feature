Feature: Services: updating
  An update changes the settings it names and leaves the others as they were.

  @id:service-update-one
  @req:service.update.partial @own-service
  Scenario Outline: An update of one setting leaves all others as they were (<case>)
    Given another Service with
      | FriendlyName                  | Orders                   |
      | WebhookUrl                    | https://example.com/sync |
      | WebhooksFromRestEnabled       | true                     |
      | ReachabilityWebhooksEnabled   | true                     |
      | AclEnabled                    | true                     |
      | ReachabilityDebouncingEnabled | true                     |
      | ReachabilityDebouncingWindow  | 7000                     |
    When I update the other Service with
      | <parameter> | <value> |
    Then it is updated
    And its fields are
      | friendly_name                   | "<name>"                    |
      | webhook_url                     | "https://example.com/<url>" |
      | webhooks_from_rest_enabled      | <rest>                      |
      | reachability_webhooks_enabled   | <reach>                     |
      | acl_enabled                     | <acl>                       |
      | reachability_debouncing_enabled | <debounce>                  |
      | reachability_debouncing_window  | <window>                    |
    When I fetch the other Service
    Then its fields are
      | friendly_name                   | "<name>"                    |
      | webhook_url                     | "https://example.com/<url>" |
      | webhooks_from_rest_enabled      | <rest>                      |
      | reachability_webhooks_enabled   | <reach>                     |
      | acl_enabled                     | <acl>                       |
      | reachability_debouncing_enabled | <debounce>                  |
      | reachability_debouncing_window  | <window>                    |

    Examples:
      | case          | parameter                     | value                    | name   | url  | rest  | reach | acl   | debounce | window |
      | friendly-name | FriendlyName                  | Chat                     | Chat   | sync | true  | true  | true  | true     | 7000   |
      | webhook-url   | WebhookUrl                    | https://example.com/chat | Orders | chat | true  | true  | true  | true     | 7000   |
      | rest          | WebhooksFromRestEnabled       | false                    | Orders | sync | false | true  | true  | true     | 7000   |
      | reachability  | ReachabilityWebhooksEnabled   | false                    | Orders | sync | true  | false | true  | true     | 7000   |
      | acl           | AclEnabled                    | false                    | Orders | sync | true  | true  | false | true     | 7000   |
      | debouncing    | ReachabilityDebouncingEnabled | false                    | Orders | sync | true  | true  | true  | false    | 7000   |
      | window        | ReachabilityDebouncingWindow  | 8000                     | Orders | sync | true  | true  | true  | true     | 8000   |

  @id:service-update-all
  @req:service.update.applied @own-service
  Scenario: An update may change all settings at once
    Given another Service with
      | FriendlyName | Orders                   |
      | WebhookUrl   | https://example.com/sync |
    When I update the other Service with
      | FriendlyName                  | Chat                     |
      | WebhookUrl                    | https://example.com/chat |
      | WebhooksFromRestEnabled       | true                     |
      | ReachabilityWebhooksEnabled   | true                     |
      | AclEnabled                    | true                     |
      | ReachabilityDebouncingEnabled | true                     |
      | ReachabilityDebouncingWindow  | 8000                     |
    Then it is updated
    And its fields are
      | sid                             | the SID of the other Service |
      | friendly_name                   | "Chat"                       |
      | webhook_url                     | "https://example.com/chat"   |
      | webhooks_from_rest_enabled      | true                         |
      | reachability_webhooks_enabled   | true                         |
      | acl_enabled                     | true                         |
      | reachability_debouncing_enabled | true                         |
      | reachability_debouncing_window  | 8000                         |

  @id:service-update-leaves-others
  @req:service.isolated @own-service
  Scenario: An update leaves other Services as they were
    Given a Service with
      | FriendlyName | Orders |
    And another Service with
      | FriendlyName | Orders |
    When I update the other Service with
      | FriendlyName | Chat |
      | AclEnabled   | true |
    Then it is updated
    And the Service is unchanged

  @id:service-update-leaves-objects
  @req:service.isolated @own-service
  Scenario: An update leaves what is in the Service as it was
    Given a Document with
      | UniqueName | settings |
      | Data       | {"a": 1} |
    And a Map
    And an item "k" with
      | Data | {"a": 1} |
    When I update the Service with
      | FriendlyName | Orders |
    Then it is updated
    And the Document is unchanged
    And the item "k" is unchanged

  @id:service-update-nothing
  @req:service.update.no-parameter @own-service
  Scenario: An update without parameters is accepted or refused and changes no setting
    Given another Service with
      | FriendlyName | Orders |
      | AclEnabled   | true   |
    When I update the other Service
    Then it is updated or refused as invalid-parameter
    And the "friendly_name" of the other Service is "Orders"
    And the "acl_enabled" of the other Service is true

  @id:service-update-nothing-accepted
  @req:service.update.no-parameter-accepted @own-service
  Scenario: An update without parameters is accepted
    Given another Service with
      | FriendlyName | Orders |
    When I update the other Service
    Then it is updated
    And its "friendly_name" is "Orders"

  @id:service-update-missing
  @req:service.update.no-upsert @own-service
  Scenario: An update does not make or bring back a Service
    Given another Service with
      | FriendlyName | Orders |
    And the other Service was deleted
    When I update the other Service with
      | FriendlyName | Chat |
    Then it is refused as service-not-found
    And the other Service does not exist
