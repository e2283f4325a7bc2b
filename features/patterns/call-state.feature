Feature: Patterns: the state of a call
  A Document under the name of a call carries what several webhooks know of it, and goes away some time after the call.

  @id:pattern-call-state-stored
  @req:pattern.call-state
  Scenario: The state of a call is stored under its name with a time to live
    When I create a Document with
      | UniqueName | call-CA0123                                                                      |
      | Data       | {"stage": "greeting", "selections": [], "startTime": "2026-01-02T03:04:05.678Z"} |
      | Ttl        | 3600                                                                             |
    Then it is created
    And its "unique_name" is the unique name "call-CA0123"
    And its "data" is the Data that was sent
    And it expires 3600 seconds after the request

  @id:pattern-call-state-updated
  @req:pattern.call-state
  Scenario: A later webhook reads the state, adds to it and writes it back; the end of its life stays where it was
    Given a Document with
      | UniqueName | call-CA0123                             |
      | Data       | {"stage": "greeting", "selections": []} |
      | Ttl        | 3600                                    |
    When I fetch the Document by its unique name
    Then it is returned
    And its "data" is {"stage": "greeting", "selections": []}
    When I update the Document by its unique name with
      | Data | {"stage": "menu", "selections": ["1"]} |
    Then it is updated
    And the Document keeps its expiry
    When I fetch the Document by its unique name
    Then its "data" is {"stage": "menu", "selections": ["1"]}
    When I update the Document by its unique name with
      | Data | {"stage": "menu", "selections": ["1", "*"]} |
    Then it is updated
    And the "data" of the Document is {"stage": "menu", "selections": ["1", "*"]}
    And the Document keeps its expiry

  @id:pattern-call-state-repeated
  @req:pattern.call-state
  Scenario: A webhook that is delivered twice does not start the call anew
    Given a Document with
      | UniqueName | call-CA0123                            |
      | Data       | {"stage": "menu", "selections": ["1"]} |
      | Ttl        | 3600                                   |
    When I create another Document with
      | UniqueName | call-CA0123                             |
      | Data       | {"stage": "greeting", "selections": []} |
      | Ttl        | 7200                                    |
    Then it is refused as unique-name-taken
    And the Document is unchanged

  @id:pattern-call-state-calls
  @req:pattern.call-state
  Scenario: The states of two calls are kept apart
    Given a Document with
      | UniqueName | call-CA0123           |
      | Data       | {"stage": "greeting"} |
    And another Document with
      | UniqueName | call-CA0124           |
      | Data       | {"stage": "greeting"} |
    When I update the other Document by its unique name with
      | Data | {"stage": "menu"} |
    Then it is updated
    And the Document is unchanged

  @id:pattern-call-state-expired
  @req:pattern.temporary @waits
  Scenario: The state of a call is cleaned up by its time to live, though it was written to
    Given a Document with
      | UniqueName | call-CA0123           |
      | Data       | {"stage": "greeting"} |
      | Ttl        | 3                     |
    And the Document was updated with
      | Data | {"stage": "menu"} |
    When 4 seconds pass
    Then the Document has expired

  @id:pattern-call-state-removed
  @req:pattern.clean-up
  Scenario: The state of a call is cleaned up by hand when the call has ended
    Given a Document with
      | UniqueName | call-CA0123           |
      | Data       | {"stage": "greeting"} |
      | Ttl        | 3600                  |
    When I delete the Document by its unique name
    Then it is deleted
    And no Document is named "call-CA0123"
