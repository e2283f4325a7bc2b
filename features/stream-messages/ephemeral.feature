Feature: Stream Messages: nothing is kept, nothing is sent to nobody
  A message cannot be fetched, listed, changed or deleted, and needs a Stream that is there.

  @id:message-not-listed
  @req:stream-message.ephemeral
  Scenario: The messages of a Stream are not listed
    Given a Stream
    When I create a message with
      | Data | {"secret": 1} |
    Then it is created
    When I send GET to the path "/v1/Services/{service}/Streams/{stream}/Messages"
    Then it is refused as method-not-allowed or route-not-found
    And it has no "messages"

  @id:message-link-not-listed
  @req:stream-message.ephemeral
  Scenario: The link to the messages is for publishing, not for reading
    Given a Stream
    When I create a message with
      | Data | {"secret": 1} |
    Then it is created
    When I fetch the Stream
    And I follow the link "messages"
    Then it is refused as method-not-allowed or route-not-found

  @id:message-closed
  @req:stream-message.ephemeral
  Scenario Outline: A message that was published cannot be reached again (<method>)
    Given a Stream
    When I create a message with
      | Data | {"secret": 1} |
    Then it is created
    When I send <method> to the path "/v1/Services/{service}/Streams/{stream}/Messages/{message}"
    Then it is refused as method-not-allowed or route-not-found or stream-not-found
    And it has no "data"
    And the Stream exists

    Examples:
      | case   | method |
      | get    | GET    |
      | post   | POST   |
      | put    | PUT    |
      | delete | DELETE |

  @id:message-collection-closed
  @req:stream-message.ephemeral
  Scenario Outline: Messages cannot be changed or deleted together (<method>)
    Given a Stream
    When I send <method> to the path "/v1/Services/{service}/Streams/{stream}/Messages"
    Then it is refused as method-not-allowed or route-not-found
    And the Stream is unchanged

    Examples:
      | case   | method |
      | put    | PUT    |
      | delete | DELETE |

  @id:message-stream-missing
  @req:stream-message.stream-missing
  Scenario: Nothing is published to a Stream that never was
    When I create a message in a missing Stream with
      | Data | {"a": 1} |
    Then it is refused as stream-not-found
    And it has no "sid"
    And a missing Stream does not exist

  @id:message-service-missing
  @req:stream-message.stream-missing
  Scenario: Nothing is published in a Service that never was
    When I create a message in a missing Service with
      | Data | {"a": 1} |
    Then it is refused as service-not-found or stream-not-found
    And it has no "sid"

  @id:message-stream-elsewhere
  @req:isolation.service.create-below @own-service
  Scenario: A Stream takes no messages through another Service
    Given a Stream
    And another Service
    When I create a message through the other Service with
      | Data | {"a": 1} |
    Then it is refused as stream-not-found
    And it has no "sid"

  @id:message-stream-deleted
  @req:stream-message.stream-missing
  Scenario: Nothing is published to a deleted Stream
    Given a Stream with
      | UniqueName | typing |
    And the Stream was deleted
    When I create a message with
      | Data | {"a": 1} |
    Then it is refused as stream-not-found
    And it has no "sid"
    When I create a message by the Stream's unique name with
      | Data | {"a": 1} |
    Then it is refused as stream-not-found
    And no Stream is named "typing"

  @id:message-access
  @req:error.unauthorized.write
  Scenario Outline: Nothing is published <how>
    Given a Stream
    When I create a message <how> with
      | Data | {"a": 1} |
    Then it is refused as unauthorized
    And it has no "sid"
    And it has no "data"

    Examples:
      | case           | how                 |
      | no-credentials | without credentials |
      | wrong-token    | with a wrong token  |
