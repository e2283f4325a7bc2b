Feature: Services: creating and fetching
  A Service holds Documents, Lists, Maps and Streams. All of its settings are optional; those that are not given have documented values.

  @id:service-create-bare
  @req:service.create.optional-parameters @own-service
  Scenario: A Service can be created without any parameter
    When I create another Service
    Then it is created
    And its "sid" is a Service SID
    And the other Service exists

  @id:service-create-flags-off
  @req:service.create.flags-off @own-service
  Scenario: All flags of a new Service are off
    When I create another Service
    Then it is created
    And its fields are
      | webhooks_from_rest_enabled      | false |
      | reachability_webhooks_enabled   | false |
      | acl_enabled                     | false |
      | reachability_debouncing_enabled | false |

  @id:service-create-defaults
  @req:service.create.defaults @own-service
  Scenario: A new Service has no names, no webhook URL and a window of five seconds
    When I create another Service
    Then it is created
    And its fields are
      | unique_name                    | null |
      | friendly_name                  | null |
      | webhook_url                    | null |
      | reachability_debouncing_window | 5000 |

  @id:service-create-all-parameters
  @req:service.create.parameters @own-service
  Scenario: All settings given at creation are taken over
    When I create another Service with
      | FriendlyName                  | My Sync Service          |
      | WebhookUrl                    | https://example.com/sync |
      | WebhooksFromRestEnabled       | true                     |
      | ReachabilityWebhooksEnabled   | true                     |
      | AclEnabled                    | true                     |
      | ReachabilityDebouncingEnabled | true                     |
      | ReachabilityDebouncingWindow  | 12345                    |
    Then it is created
    And its fields are
      | friendly_name                   | "My Sync Service"          |
      | webhook_url                     | "https://example.com/sync" |
      | webhooks_from_rest_enabled      | true                       |
      | reachability_webhooks_enabled   | true                       |
      | acl_enabled                     | true                       |
      | reachability_debouncing_enabled | true                       |
      | reachability_debouncing_window  | 12345                      |
    And the other Service is unchanged

  @id:service-create-one-parameter
  @req:service.create.parameters @own-service
  Scenario Outline: A setting that is given alone at creation is taken over and turns on no other (<case>)
    When I create another Service with
      | <parameter> | <value> |
    Then it is created
    And its fields are
      | webhooks_from_rest_enabled      | <rest>     |
      | reachability_webhooks_enabled   | <reach>    |
      | acl_enabled                     | <acl>      |
      | reachability_debouncing_enabled | <debounce> |
    And its "<field>" is <shown>

    Examples:
      | case              | parameter                     | value                    | field                           | shown                      | rest  | reach | acl   | debounce |
      | friendly-name     | FriendlyName                  | Orders                   | friendly_name                   | "Orders"                   | false | false | false | false    |
      | webhook-url       | WebhookUrl                    | https://example.com/sync | webhook_url                     | "https://example.com/sync" | false | false | false | false    |
      | webhooks-for-rest | WebhooksFromRestEnabled       | true                     | webhooks_from_rest_enabled      | true                       | true  | false | false | false    |
      | reachability      | ReachabilityWebhooksEnabled   | true                     | reachability_webhooks_enabled   | true                       | false | true  | false | false    |
      | acl               | AclEnabled                    | true                     | acl_enabled                     | true                       | false | false | true  | false    |
      | debouncing        | ReachabilityDebouncingEnabled | true                     | reachability_debouncing_enabled | true                       | false | false | false | true     |
      | window            | ReachabilityDebouncingWindow  | 7000                     | reachability_debouncing_window  | 7000                       | false | false | false | false    |

  @id:service-create-same-name
  @req:service.friendly-name.not-unique @own-service
  Scenario: Two Services may bear the same friendly name
    Given a Service with
      | FriendlyName | Orders |
    When I create another Service with
      | FriendlyName | Orders |
    Then it is created
    And its "friendly_name" is "Orders"
    And the Service is unchanged

  @id:service-fetch-by-sid
  @req:service.fetch @own-service
  Scenario: Each Service is fetched by its own SID
    Given a Service with
      | FriendlyName | Orders |
    And another Service with
      | FriendlyName | Chat |
    When I fetch the Service
    Then it is returned
    And its "friendly_name" is "Orders"
    When I fetch the other Service
    Then it is returned
    And its "sid" is the SID of the other Service
    And its "friendly_name" is "Chat"

  @id:service-fetch-changes-nothing
  @req:service.fetch.no-effect @own-service
  Scenario: Fetching a Service changes nothing
    Given another Service with
      | FriendlyName | Orders |
      | AclEnabled   | true   |
    When I fetch the other Service
    Then it is returned
    And the other Service is unchanged
