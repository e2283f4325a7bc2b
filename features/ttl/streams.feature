Feature: Time to live: Streams
  Ttl sets the expiry of a Stream, on creation and in an update; 0 clears it, and nothing but a time to live moves it.

  @id:ttl-stream-create
  @req:stream.ttl.create
  Scenario Outline: A new Stream expires after its Ttl (<case>)
    When I create a Stream with
      | Ttl | <ttl> |
    Then it is created
    And it expires <ttl> seconds after the request
    And the Stream is unchanged

    Examples:
      | case    | ttl      |
      | an-hour | 3600     |
      | a-year  | 31536000 |

  @id:ttl-stream-create-zero
  @req:stream.ttl.zero
  Scenario: A Ttl of zero on creation means never
    When I create a Stream with
      | Ttl | 0 |
    Then it is created
    And it never expires
    And the Stream never expires

  @id:ttl-stream-update
  @req:stream.ttl.update
  Scenario Outline: An update replaces the expiry (<case>)
    Given a Stream with
      | Ttl | 600 |
    When I update the Stream with
      | Ttl | <ttl> |
    Then it is updated
    And it expires <ttl> seconds after the request
    And the Stream expires <ttl> seconds after the request

    Examples:
      | case   | ttl  |
      | longer | 6000 |
      | sooner | 300  |

  @id:ttl-stream-update-first
  @req:stream.ttl.update
  Scenario: An update gives an expiry to a Stream that had none
    Given a Stream
    When I update the Stream with
      | Ttl | 600 |
    Then it is updated
    And it expires 600 seconds after the request
    And the Stream expires 600 seconds after the request

  @id:ttl-stream-update-later
  @req:stream.ttl.update @waits
  Scenario: The new expiry is counted from the update, not from the creation
    Given a Stream with
      | Ttl | 600 |
    When 3 seconds pass
    And I update the Stream with
      | Ttl | 600 |
    Then it is updated
    And it expires 600 seconds after the request

  @id:ttl-stream-update-zero
  @req:stream.ttl.zero
  Scenario: A Ttl of zero in an update clears the expiry
    Given a Stream with
      | Ttl | 600 |
    When I update the Stream with
      | Ttl | 0 |
    Then it is updated
    And it never expires
    And the Stream never expires

  @id:ttl-stream-kept-by-messages
  @req:stream.ttl.kept @waits
  Scenario: A message does not move the expiry of its Stream
    Given a Stream with
      | Ttl | 600 |
    When 2 seconds pass
    And I create a message with
      | Data | {"a": 1} |
    Then it is created
    And the Stream keeps its expiry

  @id:ttl-stream-kept-by-message-parameters
  @req:stream.ttl.other-names
  Scenario: A Ttl beside the Data of a message has no effect
    Given a Stream with
      | Ttl | 600 |
    When I create a message with
      | Data          | {"a": 1} |
      | Ttl           | 6000     |
      | CollectionTtl | 6000     |
    Then it is created or refused
    And the "date_expires" of the Stream is a date
    And the Stream keeps its expiry

  @id:ttl-stream-other-names
  @req:stream.ttl.other-names
  Scenario: ItemTtl and CollectionTtl set no expiry of a Stream
    Given a Stream
    When I update the Stream with
      | ItemTtl       | 600 |
      | CollectionTtl | 600 |
    Then it is updated or refused
    And the Stream never expires

  @id:ttl-stream-invalid
  @req:ttl.invalid
  Scenario Outline: A faulty Ttl is refused, on creation and in an update (<case>)
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
      | case     | ttl  |
      | negative | -1   |
      | decimal  | 1.5  |
      | a-word   | soon |
