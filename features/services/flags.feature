Feature: Services: flags
  Four settings are either on or off. They are sent as the words true and false, and shown as JSON booleans.

  @id:service-flag-created
  @req:service.flag.created @own-service
  Scenario Outline: A flag is taken over at creation (<case>)
    When I create another Service with
      | <parameter> | <value> |
    Then it is created
    And its "<field>" is <value>
    And the "<field>" of the other Service is <value>

    Examples:
      | case             | parameter                     | field                           | value |
      | rest-on          | WebhooksFromRestEnabled       | webhooks_from_rest_enabled      | true  |
      | rest-off         | WebhooksFromRestEnabled       | webhooks_from_rest_enabled      | false |
      | reachability-on  | ReachabilityWebhooksEnabled   | reachability_webhooks_enabled   | true  |
      | reachability-off | ReachabilityWebhooksEnabled   | reachability_webhooks_enabled   | false |
      | acl-on           | AclEnabled                    | acl_enabled                     | true  |
      | acl-off          | AclEnabled                    | acl_enabled                     | false |
      | debouncing-on    | ReachabilityDebouncingEnabled | reachability_debouncing_enabled | true  |
      | debouncing-off   | ReachabilityDebouncingEnabled | reachability_debouncing_enabled | false |

  @id:service-flag-updated
  @req:service.flag.updated @own-service
  Scenario Outline: A flag is switched on and off again by updates (<case>)
    Given another Service
    When I update the other Service with
      | <parameter> | true |
    Then it is updated
    And its "<field>" is true
    And the "<field>" of the other Service is true
    When I update the other Service with
      | <parameter> | false |
    Then it is updated
    And its "<field>" is false
    And the "<field>" of the other Service is false

    Examples:
      | case         | parameter                     | field                           |
      | rest         | WebhooksFromRestEnabled       | webhooks_from_rest_enabled      |
      | reachability | ReachabilityWebhooksEnabled   | reachability_webhooks_enabled   |
      | acl          | AclEnabled                    | acl_enabled                     |
      | debouncing   | ReachabilityDebouncingEnabled | reachability_debouncing_enabled |

  @id:service-flag-nonsense
  @req:service.flag.nonsense @own-service
  Scenario Outline: A flag that is no boolean in any words is refused, and nothing changes (<case>)
    When I create another Service with
      | <parameter> | maybe |
    Then it is refused
    And it has no "sid"
    Given another Service with
      | FriendlyName | Orders |
      | <parameter>  | true   |
    When I update the other Service with
      | <parameter>  | maybe |
      | FriendlyName | Chat  |
    Then it is refused
    And the other Service is unchanged

    Examples:
      | case         | parameter                     |
      | rest         | WebhooksFromRestEnabled       |
      | reachability | ReachabilityWebhooksEnabled   |
      | acl          | AclEnabled                    |
      | debouncing   | ReachabilityDebouncingEnabled |

  @id:service-flag-odd
  @req:service.flag.odd @own-service
  Scenario Outline: A flag in other words is understood or refused (<case>)
    Given another Service with
      | FriendlyName | Orders |
    When I update the other Service with
      | AclEnabled | <value> |
    Then it is updated or refused
    And the "acl_enabled" of the other Service is a boolean
    And the "friendly_name" of the other Service is "Orders"

    Examples:
      | case     | value |
      | capitals | TRUE  |
      | number   | 1     |
      | yes      | yes   |
      | empty    |       |

  @id:service-flag-acl-rest
  @req:service.acl.rest-unlimited @own-service
  Scenario: Requests with account credentials are not limited by access control
    Given the Service was updated with
      | AclEnabled | true |
    When I create a Document with
      | Data | {"a": 1} |
    Then it is created
    When I update the Document with
      | Data | {"a": 2} |
    Then it is updated
    When I fetch the Document
    Then it is returned
    And its "data" is {"a": 2}
    When I delete the Document
    Then it is deleted
