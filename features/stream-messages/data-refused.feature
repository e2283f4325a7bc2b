Feature: Stream Messages: what is refused, and how much a message holds
  Data are required and JSON, of at most 4 KiB counted in bytes. What a Document may hold can be too much for a message.

  @id:message-data-missing
  @req:stream-message.data.required
  Scenario: A message without Data is refused
    Given a Stream
    When I create a message
    Then it is refused as stream-message-data-invalid
    And it has no "sid"
    And the Stream is unchanged

  @id:message-data-empty
  @req:stream-message.data.required
  Scenario: A message of empty Data is refused
    Given a Stream
    When I create a message with
      | Data |  |
    Then it is refused as stream-message-data-invalid or data-not-json
    And it has no "sid"

  @id:message-data-null
  @req:stream-message.data.null
  Scenario: Data of null are refused
    Given a Stream
    When I create a message with
      | Data | null |
    Then it is refused as stream-message-data-invalid or data-not-json
    And it has no "sid"

  @id:message-data-not-json
  @req:stream-message.data.not-json
  Scenario Outline: Data that are not JSON are refused (<case>)
    Given a Stream
    When I create a message with
      | Data | <data> |
    Then it is refused as data-not-json
    And it has no "sid"

    Examples:
      | case         | data       |
      | a-word       | hello      |
      | truncated    | {"a": 1    |
      | not-a-number | {"a": NaN} |

  @id:message-data-non-object
  @req:stream-message.data.non-object
  Scenario Outline: JSON that is no object is published or refused in good order (<case>)
    Given a Stream
    When I create a message with
      | Data | <data> |
    Then it is created or refused as stream-message-data-invalid or data-not-json
    And the Stream exists

    Examples:
      | case    | data      |
      | array   | [1, 2, 3] |
      | text    | "text"    |
      | boolean | true      |
      | null    | null      |

  @id:message-size
  @req:stream-message.data.size-accepted
  Scenario Outline: Data well below the limit are published (<case>)
    Given a Stream
    When I create a message with
      | Data | <data> |
    Then it is created
    And its "data" is the Data that was sent

    Examples:
      | case  | data                      |
      | ascii | JSON of 3600 bytes        |
      | emoji | JSON of 3600 bytes in "😀" |

  @id:message-size-exact
  @req:stream-message.data.size-exact
  Scenario Outline: Data of exactly 4 KiB are published (<case>)
    Given a Stream
    When I create a message with
      | Data | <data> |
    Then it is created
    And its "data" is the Data that was sent

    Examples:
      | case  | data                      |
      | ascii | JSON of 4096 bytes        |
      | emoji | JSON of 4096 bytes in "😀" |

  @id:message-size-refused
  @req:stream-message.data.size-refused
  Scenario Outline: Data above 4 KiB are refused (<case>)
    Given a Stream
    When I create a message with
      | Data | <data> |
    Then it is refused as data-too-large or body-too-large
    And it has no "sid"
    And the Stream is unchanged

    Examples:
      | case      | data                      |
      | one-above | JSON of 4097 bytes        |
      | accents   | JSON of 4097 bytes in "é" |
      | far-above | JSON of 100000 bytes      |

  @id:message-size-of-a-document
  @req:stream-message.data.size-refused
  Scenario: What a Document takes is too large for a message
    Given a Stream
    When I create a Document with
      | Data | JSON of 15000 bytes |
    Then it is created
    When I create a message with
      | Data | JSON of 15000 bytes |
    Then it is refused as data-too-large or body-too-large
    And it has no "sid"
