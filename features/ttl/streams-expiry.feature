Feature: Time to live: limits and expiry of Streams
  More than a year is refused. An expired Stream is deleted, if not at once; until then, and with a later expiry or none, it stays.

  @id:ttl-stream-too-long
  @req:ttl.maximum
  Scenario Outline: A Stream is not given more than a year (<case>)
    Given a Stream with
      | Ttl | 600 |
    When I update the Stream with
      | Ttl | <ttl> |
    Then it is refused as invalid-ttl
    And the Stream is unchanged
    When I create another Stream with
      | UniqueName | typing |
      | Ttl        | <ttl>  |
    Then it is refused as invalid-ttl
    And no Stream is named "typing"

    Examples:
      | case       | ttl                  |
      | one-second | 31536001             |
      | enormous   | 18446744073709551676 |

  @id:ttl-stream-odd
  @req:ttl.odd-values
  Scenario Outline: An odd Ttl is understood or refused (<case>)
    Given a Stream with
      | Ttl | 600 |
    And another Stream with
      | Ttl | 600 |
    When I update the Stream with
      | Ttl | <ttl> |
    Then it is updated or refused as invalid-ttl
    And the other Stream is unchanged

    Examples:
      | case          | ttl  |
      | empty         |      |
      | plus-sign     | +60  |
      | whole-decimal | 60.0 |

  @id:expiry-stream
  @req:stream.expiry @waits
  Scenario: A Stream is deleted once it has expired, another one stays
    Given another Stream
    And a Stream with
      | Ttl | 2 |
    When 3 seconds pass
    Then the Stream has expired
    And the other Stream is unchanged

  @id:expiry-stream-updated
  @req:stream.expiry @waits
  Scenario: An expiry that was set later counts
    Given a Stream with
      | Ttl | 600 |
    And the Stream was updated with
      | Ttl | 2 |
    When 3 seconds pass
    Then the Stream has expired

  @id:expiry-stream-messages
  @req:stream.expiry @waits
  Scenario: Messages do not keep a Stream from expiring
    Given a Stream with
      | Ttl | 10 |
    When I create a message with
      | Data | {"a": 1} |
    Then it is created
    When 12 seconds pass
    Then the Stream has expired

  @id:expiry-stream-not-before
  @req:ttl.expiry.not-before @waits
  Scenario: A Stream is there before it expires, and takes messages
    Given a Stream with
      | Ttl | 60 |
    When 3 seconds pass
    Then the Stream exists
    And the Stream is unchanged
    When I create a message with
      | Data | {"a": 1} |
    Then it is created

  @id:expiry-stream-renewed
  @req:ttl.expiry.renewed @waits
  Scenario: A renewed time to live keeps a Stream
    Given a Stream with
      | Ttl | 10 |
    And the Stream was updated with
      | Ttl | 600 |
    When 12 seconds pass
    Then the Stream exists
    And the "date_expires" of the Stream is a date

  @id:expiry-stream-cleared
  @req:stream.expiry.cleared @waits
  Scenario: A cleared time to live keeps a Stream
    Given a Stream with
      | Ttl | 10 |
    And the Stream was updated with
      | Ttl | 0 |
    When 12 seconds pass
    Then the Stream exists
    And the Stream never expires

  @id:expiry-stream-no-messages
  @req:stream.expiry.no-messages @waits
  Scenario: Nothing is published to a Stream that has expired
    Given a Stream with
      | UniqueName | typing |
      | Ttl        | 2      |
    When 3 seconds pass
    Then the Stream has expired
    When I create a message with
      | Data | {"a": 1} |
    Then it is refused as stream-not-found
    When I create a message by the Stream's unique name with
      | Data | {"a": 1} |
    Then it is refused as stream-not-found
    And no Stream is named "typing"

  @id:expiry-stream-name-again
  @req:stream.expiry.name-reusable @waits
  Scenario: The name of an expired Stream can be used again
    Given a Stream with
      | UniqueName | typing |
      | Ttl        | 2      |
    When 3 seconds pass
    Then the Stream has expired
    When I create another Stream with
      | UniqueName | typing |
    Then it is created
    And the other Stream never expires
