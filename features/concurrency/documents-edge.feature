Feature: Concurrency: odd conditions on Documents
  A condition that is no revision at all is refused; a few spellings are left open.

  @id:if-match-document-garbage
  @req:concurrency.garbage
  Scenario: A condition that is no revision is refused
    Given a Document with
      | Data | {"n": 0} |
    When I update the Document with
      | If-Match | not a revision |
      | Data     | {"n": 1}       |
    Then it is refused as invalid-if-match or document-revision-stale
    And the Document is unchanged

  @id:if-match-document-missing
  @req:concurrency.missing
  Scenario: A condition on a missing Document is refused
    When I update a missing Document with
      | If-Match | 0        |
      | Data     | {"n": 1} |
    Then it is refused as document-not-found or invalid-if-match or document-revision-stale
    And a missing Document does not exist

  @id:if-match-document-quoted
  @req:concurrency.spellings
  Scenario: A quoted revision is understood or refused
    Given a Document with
      | Data | {"n": 0} |
    And another Document with
      | Data | {"m": 0} |
    When I update the Document with
      | If-Match | the quoted revision |
      | Data     | {"n": 1}            |
    Then it is updated or refused as invalid-if-match or document-revision-stale
    And the other Document is unchanged

  @id:if-match-document-star
  @req:concurrency.spellings
  Scenario: A star is understood or refused
    Given a Document with
      | Data | {"n": 0} |
    And another Document with
      | Data | {"m": 0} |
    When I update the Document with
      | If-Match | *        |
      | Data     | {"n": 1} |
    Then it is updated or refused as invalid-if-match or document-revision-stale
    And the other Document is unchanged

  @id:if-match-document-after-refused-data
  @req:concurrency.revision.refused
  Scenario: After a refused update the revision stays valid
    Given a Document with
      | Data | {"n": 0} |
    When I update the Document with
      | Data | JSON of 20000 bytes |
    Then it is refused as data-too-large
    When I update the Document with
      | If-Match | the current revision |
      | Data     | {"n": 1}             |
    Then it is updated
    And the "data" of the Document is {"n": 1}

  @id:if-match-document-delete
  @req:concurrency.document.delete
  Scenario: A delete that knows the current revision goes through
    Given a Document
    When I delete the Document with
      | If-Match | the current revision |
    Then it is deleted
    And the Document does not exist
