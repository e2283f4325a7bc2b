Feature: Streams: what is not there, and who may not ask
  A Stream that does not exist is not found, by every operation; without proper credentials nothing is shown, created, changed or deleted.

  @id:stream-not-found-fetch
  @req:error.not-found.fetch @req:error.body
  Scenario Outline: A fetch finds no Stream (<case>)
    When I fetch <object>
    Then it is refused as <condition>

    Examples:
      | case            | object                        | condition                             |
      | by-sid          | a missing Stream              | stream-not-found                      |
      | by-name         | a Stream with an unknown name | stream-not-found                      |
      | missing-service | a Stream of a missing Service | service-not-found or stream-not-found |

  @id:stream-not-found-update
  @req:error.not-found.update @req:error.body
  Scenario Outline: An update finds no Stream (<case>)
    Given a Stream
    When I update <object> with
      | Ttl | 600 |
    Then it is refused as <condition>
    And <object> does not exist
    And the Stream is unchanged

    Examples:
      | case    | object                        | condition        |
      | by-sid  | a missing Stream              | stream-not-found |
      | by-name | a Stream with an unknown name | stream-not-found |

  @id:stream-not-found-delete
  @req:error.not-found.delete @req:error.body
  Scenario Outline: A delete finds no Stream (<case>)
    Given a Stream
    When I delete <object>
    Then it is refused as <condition>
    And the Stream exists

    Examples:
      | case    | object                        | condition        |
      | by-sid  | a missing Stream              | stream-not-found |
      | by-name | a Stream with an unknown name | stream-not-found |

  @id:stream-not-found-list
  @req:error.not-found.list @req:error.body
  Scenario: The Streams of a missing Service are not listed
    When I list the Streams of a missing Service
    Then it is refused as service-not-found

  @id:stream-not-found-create
  @req:error.not-found.create @req:error.body
  Scenario: A Stream cannot be created in a missing Service
    When I create a Stream in a missing Service with
      | UniqueName | typing |
    Then it is refused as service-not-found
    And no Stream is named "typing"
    And a missing Service does not exist

  @id:stream-access-read
  @req:error.unauthorized.read
  Scenario Outline: A Stream is neither shown nor listed <how>
    Given a Stream
    When I fetch the Stream <how>
    Then it is refused as unauthorized
    And it has no "sid"
    When I list the Streams <how>
    Then it is refused as unauthorized
    And it has no "streams"

    Examples:
      | case           | how                 |
      | no-credentials | without credentials |
      | wrong-token    | with a wrong token  |

  @id:stream-access-write
  @req:error.unauthorized.write
  Scenario Outline: A Stream is neither created, updated nor deleted <how>
    Given a Stream with
      | Ttl | 600 |
    When I create another Stream <how> with
      | UniqueName | typing |
    Then it is refused as unauthorized
    And no Stream is named "typing"
    When I update the Stream <how> with
      | Ttl | 6000 |
    Then it is refused as unauthorized
    And the Stream is unchanged
    When I delete the Stream <how>
    Then it is refused as unauthorized
    And the Stream exists

    Examples:
      | case           | how                 |
      | no-credentials | without credentials |
