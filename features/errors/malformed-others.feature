Feature: Errors: malformed requests to the other resources
  What cannot be understood is refused as the client's fault, whatever it was meant to create.

  @id:malformed-body-items
  @req:error.malformed.body
  Scenario Outline: The body of an item or message that cannot be decoded is refused (<case>)
    Given a Map
    And a List
    And a Stream
    When I create <new> with the body "<body>"
    Then it is refused as malformed-request or data-not-json
    And the Map is empty
    And the List is empty

    Examples:
      | case                    | new         | body                |
      | item-broken-escape      | an item     | Key=k&Data=%zz      |
      | item-half-escape        | an item     | Key=k&Data=%7B%7D%2 |
      | list-item-broken-escape | a list item | Data=%zz            |
      | list-item-half-escape   | a list item | Data=%7B%7D%2       |
      | message-broken-escape   | a message   | Data=%zz            |
      | message-half-escape     | a message   | Data=%7B%7D%2       |

  @id:malformed-body-ttl
  @req:error.malformed.body
  Scenario Outline: A time to live that cannot be decoded is refused (<case>)
    When I create <new> with the body "Ttl=%zz"
    Then it is refused as malformed-request or invalid-ttl

    Examples:
      | case     | new        |
      | document | a Document |
      | list     | a List     |
      | map      | a Map      |
      | stream   | a Stream   |

  @id:malformed-body-odd
  @req:error.malformed.open
  Scenario Outline: An odd body is understood or refused (<case>)
    Given another Map
    And another List
    When I create <new> with the body "<body>"
    Then it is created or refused
    And it is not a server error
    And the other Map is unchanged
    And the other List is unchanged

    Examples:
      | case              | new      | body           |
      | list-separators   | a List   | &&&            |
      | map-separators    | a Map    | &&&            |
      | stream-separators | a Stream | &&&            |
      | list-name         | a List   | UniqueName     |
      | map-name          | a Map    | UniqueName     |
      | stream-name       | a Stream | UniqueName     |
      | list-bytes        | a List   | UniqueName=%FF |
      | map-bytes         | a Map    | UniqueName=%FF |
      | stream-bytes      | a Stream | UniqueName=%FF |

  @id:malformed-type-others
  @req:error.malformed.open
  Scenario Outline: A body that claims to be JSON is understood, ignored or refused (<case>)
    Given a List
    And a Map
    And a Stream
    When I create <new> with the body "<body>" as "application/json"
    Then it is created or refused
    And it is not a server error

    Examples:
      | case      | new         | body               |
      | list      | a List      | {}                 |
      | map       | a Map       | {}                 |
      | stream    | a Stream    | {}                 |
      | item      | an item     | {'Key': 'k'}       |
      | list-item | a list item | {'Data': {'a': 1}} |
      | message   | a message   | {'Data': {'a': 1}} |

  @id:malformed-untyped-others
  @req:error.malformed.open
  Scenario Outline: A body without a content type is understood or refused (<case>)
    Given a List
    And a Map
    And a Stream
    When I create <new> with the body "<body>" without a content type
    Then it is created or refused
    And it is not a server error

    Examples:
      | case      | new         | body              |
      | list      | a List      | Ttl=600           |
      | map       | a Map       | Ttl=600           |
      | stream    | a Stream    | Ttl=600           |
      | item      | an item     | Key=k&Data=%7B%7D |
      | list-item | a list item | Data=%7B%7D       |
      | message   | a message   | Data=%7B%7D       |

  @id:malformed-huge-others
  @req:error.body-too-large
  Scenario Outline: An enormous body is refused (<case>)
    Given a List
    And a Map
    And a Stream
    When I create <new> with a body of 2000000 bytes
    Then it is refused as <conditions>
    And the List is empty
    And the Map is empty

    Examples:
      | case      | new         | conditions                                      |
      | item      | an item     | body-too-large or data-too-large or invalid-key |
      | list-item | a list item | body-too-large or data-too-large                |
      | message   | a message   | body-too-large or data-too-large                |
