Feature: Concurrency: past revisions of Documents
  An update under a revision the Document no longer has is refused and changes nothing.

  @id:if-match-document-stale
  @req:concurrency.document.stale
  Scenario: An update that knows only a past revision is refused
    Given a Document with
      | Data | {"n": 0} |
    And the Document was updated with
      | Data | {"n": 1} |
    When I update the Document with
      | If-Match | a past revision |
      | Data     | {"n": 2}        |
    Then it is refused as document-revision-stale
    And the Document is unchanged

  @id:if-match-document-stale-same-data
  @req:concurrency.document.stale
  Scenario: A past revision is refused even for Data that is already there
    Given a Document with
      | Data | {"n": 0} |
    And the Document was updated with
      | Data | {"n": 1} |
    When I update the Document with
      | If-Match | a past revision |
      | Data     | {"n": 1}        |
    Then it is refused as document-revision-stale
    And the Document is unchanged

  @id:if-match-document-stale-ttl
  @req:concurrency.document.stale
  Scenario: A past revision is refused for an update of the time to live
    Given a Document with
      | Data | {"n": 0} |
    And the Document was updated with
      | Data | {"n": 1} |
    When I update the Document with
      | If-Match | a past revision |
      | Ttl      | 600             |
    Then it is refused as document-revision-stale
    And the Document is unchanged
    And the Document never expires

  @id:if-match-document-retry
  @req:concurrency.document.current
  Scenario: After a refusal the fresh revision gets through
    Given a Document with
      | Data | {"n": 0} |
    And the Document was updated with
      | Data | {"n": 1} |
    When I update the Document with
      | If-Match | a past revision |
      | Data     | {"n": 2}        |
    Then it is refused as document-revision-stale
    When I fetch the Document
    And I update the Document with
      | If-Match | the current revision |
      | Data     | {"n": 2}             |
    Then it is updated
    And the "data" of the Document is {"n": 2}

  @id:if-match-document-foreign
  @req:concurrency.document.stale
  Scenario: The revision of another Document does not get through
    Given a Document with
      | Data | {"n": 0} |
    And another Document with
      | Data | {"m": 0} |
    And the other Document was updated with
      | Data | {"m": 1} |
    When I update the Document with
      | If-Match | the revision of the other Document |
      | Data     | {"n": 1}                           |
    Then it is refused as document-revision-stale
    And the Document is unchanged
