Feature: Patterns: broadcast
  A Stream hands messages on and keeps none of them. It can be temporary itself.

  @id:pattern-broadcast
  @req:pattern.broadcast
  Scenario: Messages are published by the name of the Stream, each under a SID of its own
    Given a Stream with
      | UniqueName | typing-indicators |
    When I create a message by the Stream's unique name with
      | Data | {"userId": "user-123", "typing": true} |
    Then it is created
    And its "sid" is a Stream Message SID
    And its "data" is {"userId": "user-123", "typing": true}
    When I create a message by the Stream's unique name with
      | Data | {"userId": "user-123", "typing": false} |
    Then it is created
    And its "sid" is a Stream Message SID
    And its "data" is {"userId": "user-123", "typing": false}

  @id:pattern-broadcast-temporary
  @req:pattern.broadcast-expiry
  Scenario: Messages do not lengthen the life of a temporary Stream
    Given a Stream with
      | UniqueName | typing-indicators |
      | Ttl        | 3600              |
    When I create a message with
      | Data | {"userId": "user-123", "typing": true} |
    Then it is created
    And the Stream keeps its expiry

  @id:pattern-broadcast-expired
  @req:pattern.temporary @waits
  Scenario: A temporary Stream is gone after its time, messages or not
    Given a Stream with
      | Ttl | 3 |
    When I create a message with
      | Data | {"typing": true} |
    Then it is created
    When 4 seconds pass
    Then the Stream has expired

  @id:pattern-broadcast-after-expiry
  @req:pattern.broadcast-gone @waits
  Scenario: Nothing is published to a Stream that has expired and is gone
    Given a Stream with
      | Ttl | 2 |
    When 3 seconds pass
    Then the Stream has expired
    When I create a message with
      | Data | {"typing": true} |
    Then it is refused as stream-not-found

  @id:pattern-broadcast-renewed
  @req:pattern.temporary @waits
  Scenario: A Stream whose life is renewed goes on handing on messages
    Given a Stream with
      | Ttl | 3 |
    When I update the Stream with
      | Ttl | 60 |
    Then it is updated
    When 4 seconds pass
    Then the Stream exists
    When I create a message with
      | Data | {"typing": true} |
    Then it is created

  @id:pattern-broadcast-deleted
  @req:pattern.clean-up
  Scenario: Nothing is published to a Stream that was deleted
    Given a Stream with
      | UniqueName | typing-indicators |
    And the Stream was deleted
    When I create a message with
      | Data | {"typing": true} |
    Then it is refused as stream-not-found
    When I create a message by the Stream's unique name with
      | Data | {"typing": true} |
    Then it is refused as stream-not-found
    And no Stream is named "typing-indicators"
