Feature: Concurrency: conditional updates of Documents
  If-Match lets an update through only while the Document still has that revision. Without it the last write wins.

  @id:if-match-document-none
  @req:concurrency.document.last-write-wins
  Scenario: Without a condition the last write wins
    Given a Document with
      | Data | {"by": "nobody"} |
    And the Document was updated with
      | Data | {"by": "one"} |
    When I update the Document with
      | Data | {"by": "two"} |
    Then it is updated
    And the "data" of the Document is {"by": "two"}

  @id:if-match-document-current-later
  @req:concurrency.document.current
  Scenario: The current revision is the one of the latest update
    Given a Document with
      | Data | {"n": 0} |
    And the Document was updated with
      | Data | {"n": 1} |
    And the Document was updated with
      | Data | {"n": 2} |
    When I update the Document with
      | If-Match | the current revision |
      | Data     | {"n": 3}             |
    Then it is updated
    And the "data" of the Document is {"n": 3}

  @id:if-match-document-current-ttl
  @req:concurrency.document.current
  Scenario: A condition holds for an update of the time to live
    Given a Document with
      | Data | {"n": 0} |
    When I update the Document with
      | If-Match | the current revision |
      | Ttl      | 600                  |
    Then it is updated
    And the Document expires 600 seconds after the request
