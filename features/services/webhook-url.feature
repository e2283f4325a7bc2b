Feature: Services: the webhook URL
  The webhook URL is an absolute, percent-encoded HTTP URL of at most 512 characters.

  @id:service-webhook-accepted
  @req:service.webhook-url.accepted @own-service
  Scenario Outline: An absolute HTTP URL is taken over (<case>)
    When I create another Service with
      | WebhookUrl | <url> |
    Then it is created
    And its "webhook_url" is "<url>"
    And the "webhook_url" of the other Service is "<url>"

    Examples:
      | case  | url                                        |
      | https | https://example.com/sync                   |
      | http  | http://example.com/sync                    |
      | query | https://example.com/sync?a=1&b=two%20words |
      | port  | https://example.com:8443/sync/hook.php     |

  @id:service-webhook-longest
  @req:service.webhook-url.length @own-service
  Scenario: A webhook URL of 512 characters is accepted
    When I create another Service with
      | WebhookUrl | 512 × "x" after "https://example.com/" |
    Then it is created
    And its "webhook_url" is 512 × "x" after "https://example.com/"
    And the "webhook_url" of the other Service is 512 × "x" after "https://example.com/"

  @id:service-webhook-too-long
  @req:service.webhook-url.too-long @own-service
  Scenario: A webhook URL of 513 characters is refused, on creation and in an update
    When I create another Service with
      | WebhookUrl | 513 × "x" after "https://example.com/" |
    Then it is refused as invalid-webhook-url
    And it has no "sid"
    Given another Service with
      | WebhookUrl | https://example.com/sync |
    When I update the other Service with
      | WebhookUrl | 513 × "x" after "https://example.com/" |
    Then it is refused as invalid-webhook-url
    And the other Service is unchanged

  @id:service-webhook-invalid-created
  @req:service.webhook-url.invalid @own-service
  Scenario Outline: What is no absolute HTTP URL is refused on creation (<case>)
    When I create another Service with
      | WebhookUrl | <url> |
    Then it is refused as invalid-webhook-url
    And it has no "sid"

    Examples:
      | case         | url                     |
      | word         | nonsense                |
      | path-only    | /sync                   |
      | no-host      | https://                |
      | other-scheme | ftp://example.com/sync  |
      | mail         | mailto:sync@example.com |
      | spaces       | https://exam ple.com/   |

  @id:service-webhook-invalid-updated
  @req:service.webhook-url.invalid @own-service
  Scenario Outline: What is no absolute HTTP URL is refused in an update, which then changes nothing (<case>)
    Given another Service with
      | FriendlyName | Orders                   |
      | WebhookUrl   | https://example.com/sync |
    When I update the other Service with
      | WebhookUrl   | <url> |
      | FriendlyName | Chat  |
    Then it is refused as invalid-webhook-url
    And the other Service is unchanged

    Examples:
      | case         | url                    |
      | word         | nonsense               |
      | other-scheme | ftp://example.com/sync |

  @id:service-webhook-odd
  @req:service.webhook-url.odd @own-service
  Scenario Outline: An odd webhook URL is accepted or refused (<case>)
    When I create another Service with
      | WebhookUrl | <url> |
    Then it is created or refused as invalid-webhook-url

    Examples:
      | case          | url                      |
      | host-only     | https://example.com      |
      | capitals      | HTTPS://EXAMPLE.COM/sync |
      | not-encoded   | https://example.com/é    |
      | local-address | http://127.0.0.1:1/      |

  @id:service-webhook-replaced
  @req:service.webhook-url.accepted @own-service
  Scenario: A new webhook URL takes the place of the former one
    Given another Service with
      | WebhookUrl | https://example.com/sync |
    When I update the other Service with
      | WebhookUrl | https://example.org/chat |
    Then it is updated
    And its "webhook_url" is "https://example.org/chat"
    And the "webhook_url" of the other Service is "https://example.org/chat"

  @id:service-webhook-empty-clears
  @req:service.webhook-url.empty @own-service
  Scenario: An empty webhook URL clears the former one
    Given another Service with
      | FriendlyName | Orders                   |
      | WebhookUrl   | https://example.com/sync |
    When I update the other Service with
      | WebhookUrl |  |
    Then it is updated
    And its "webhook_url" is null
    And the "webhook_url" of the other Service is null
    And the "friendly_name" of the other Service is "Orders"
