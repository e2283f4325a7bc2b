Feature: Streams: unique names
  A unique name has 1 to 320 characters, does not look like a SID, is given at creation and used once among the Streams of a Service.

  @id:stream-name-taken
  @req:stream.unique-name.taken @own-service
  Scenario: A name that is in use is refused for a second Stream
    Given a Stream with
      | UniqueName | typing |
    When I create another Stream with
      | UniqueName | typing |
      | Ttl        | 600    |
    Then it is refused as unique-name-taken
    And the Stream is unchanged
    And the "unique_name" of the Stream is "typing"
    When I list the Streams
    Then the page has 1 entry

  @id:stream-name-per-service
  @req:stream.unique-name.per-service @own-service
  Scenario: A name that is in use in one Service is free in another
    Given a Stream with
      | UniqueName | typing |
    And another Service
    When I create a Stream in the other Service with
      | UniqueName | typing |
    Then it is created
    And its "unique_name" is "typing"
    And the Stream is unchanged

  @id:stream-name-case
  @req:stream.unique-name.case
  Scenario: Upper and lower case make different names
    Given a Stream with
      | UniqueName | typing |
    When I create another Stream with
      | UniqueName | Typing |
    Then it is created
    And the Stream is unchanged

  @id:stream-name-shortest
  @req:stream.unique-name.length @own-service
  Scenario: A name of one character is accepted
    When I create a Stream with
      | UniqueName | x |
    Then it is created
    And its "unique_name" is "x"
    And the "unique_name" of the Stream is "x"

  @id:stream-name-longest
  @req:stream.unique-name.length @own-service
  Scenario: A name of 320 characters is accepted and kept
    When I create a Stream with
      | UniqueName | 320 × "x" |
    Then it is created
    And the Stream is unchanged
    When I create another Stream with
      | UniqueName | 319 × "x" |
    Then it is created
    When I create another Stream with
      | UniqueName | 320 × "x" |
    Then it is refused as unique-name-taken
    When I list the Streams
    Then the page has 2 entries

  @id:stream-name-longest-unicode
  @req:stream.unique-name.length-in-characters
  Scenario: The length of a name counts characters
    When I create a Stream with
      | UniqueName | 320 × "é" |
    Then it is created
    When I fetch the Stream by its unique name
    Then it is returned
    And its "sid" is the SID of the Stream

  @id:stream-name-too-long
  @req:stream.unique-name.too-long @own-service
  Scenario: A name of 321 characters is refused
    When I create a Stream with
      | UniqueName | 321 × "x" |
    Then it is refused as invalid-unique-name
    When I list the Streams
    Then the page is empty

  @id:stream-name-empty
  @req:stream.unique-name.empty @own-service
  Scenario: An empty name is refused
    When I create a Stream with
      | UniqueName |     |
      | Ttl        | 600 |
    Then it is refused as invalid-unique-name
    When I list the Streams
    Then the page is empty

  @id:stream-name-looks-like-a-sid
  @req:stream.unique-name.looks-like-a-sid @own-service
  Scenario Outline: A name that looks like a SID is refused (<case>)
    When I create a Stream with
      | UniqueName | <name> |
    Then it is refused as invalid-unique-name
    When I list the Streams
    Then the page is empty

    Examples:
      | case            | name                               |
      | of-its-own-kind | TO0123456789abcdef0123456789abcdef |

  @id:stream-name-characters
  @req:stream.unique-name.characters
  Scenario Outline: A name may hold <case>, and messages are published under it
    When I create a Stream with
      | UniqueName | <name> |
    Then it is created
    And its "unique_name" is the unique name "<name>"
    When I fetch the Stream by its unique name
    Then it is returned
    And its "sid" is the SID of the Stream
    When I create a message by the Stream's unique name with
      | Data | {"a": 1} |
    Then it is created

    Examples:
      | case           | name        |
      | spaces         | who is here |
      | plus-ampersand | a+b&c=d     |
      | other-scripts  | café-設定-😀   |
      | mixed-case     | CallState   |
      | percent-code   | 100%20      |
      | question-hash  | a?b#c       |
