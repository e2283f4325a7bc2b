Feature: Stream Messages: publishing
  A message is answered with its SID and its Data. It goes out to who listens and leaves its Stream as it was.

  @id:message-publish
  @req:stream-message.publish.answer
  Scenario: A published message is answered with SID and Data
    Given a Stream
    When I create a message with
      | Data | {"user": "alice", "typing": true} |
    Then it is created
    And its "sid" is a Stream Message SID
    And its "data" is {"user": "alice", "typing": true}

  @id:message-publish-only-fields
  @req:stream-message.publish.only-fields
  Scenario: The answer shows SID and Data and nothing else
    Given a Stream
    When I create a message with
      | Data | {"a": 1} |
    Then it is created
    And it has no fields but sid, data

  @id:message-publish-by-name
  @req:stream-message.publish.by-name
  Scenario: A message is published under the unique name of the Stream
    Given a Stream with
      | UniqueName | typing |
    When I create a message by the Stream's unique name with
      | Data | {"a": 1} |
    Then it is created
    And its "sid" is a Stream Message SID
    And its "data" is {"a": 1}

  @id:message-publish-distinct
  @req:stream-message.publish.distinct
  Scenario: Two messages of equal Data are two messages
    Given a Stream
    When I create a message with
      | Data | {"a": 1} |
    Then it is created
    When I create a message with
      | Data | {"a": 1} |
    Then it is created
    And its SID is new

  @id:message-publish-distinct-streams
  @req:stream-message.publish.distinct
  Scenario: Messages of two Streams have SIDs of their own
    Given a Stream
    And another Stream
    When I create a message with
      | Data | {"a": 1} |
    Then it is created
    When I create a message in the other Stream with
      | Data | {"a": 1} |
    Then it is created
    And its SID is new

  @id:message-publish-at-once
  @req:stream-message.publish.at-once @race
  Scenario: Messages that are published at the same time all go through
    Given a Stream
    When 8 clients race to create a message with
      | Data | {"n": {client}} |
    Then all of them are created
    And their "sid" are all different

  @id:message-keeps-stream
  @req:stream-message.stream-unchanged
  Scenario: Publishing leaves its Stream and others as they were
    Given a Stream with
      | UniqueName | typing |
      | Ttl        | 600    |
    And another Stream with
      | UniqueName | reading |
    When I create a message with
      | Data | {"a": 1} |
    Then it is created
    And the Stream is unchanged
    And the "unique_name" of the Stream is the unique name "typing"
    And the other Stream is unchanged

  @id:message-refused-keeps-stream
  @req:stream-message.stream-unchanged
  Scenario: A refused message leaves its Stream as it was
    Given a Stream with
      | Ttl | 600 |
    When I create a message with
      | Data | {"a": 1 |
    Then it is refused as data-not-json
    And the Stream is unchanged
