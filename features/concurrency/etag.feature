Feature: Concurrency: the ETag header
  Answers with one Document or one item carry an ETag that names the revision and may be sent back as If-Match.

  @id:etag-document-created
  @req:concurrency.etag.document
  Scenario: A Document is answered with an ETag when created, updated and fetched
    When I create a Document with
      | Data | {"n": 0} |
    Then it is created
    And its ETag names its revision
    When I update the Document with
      | Data | {"n": 1} |
    Then it is updated
    And its ETag names its revision
    When I fetch the Document
    Then its ETag names its revision

  @id:etag-document-if-match
  @req:concurrency.etag.if-match
  Scenario: The ETag of a Document lets an update through
    Given a Document with
      | Data | {"n": 0} |
    When I fetch the Document
    And I update the Document with
      | If-Match | the ETag |
      | Data     | {"n": 1} |
    Then it is updated
    And the "data" of the Document is {"n": 1}

  @id:etag-item-created
  @req:concurrency.etag.item
  Scenario: An item is answered with an ETag when created, updated and fetched
    Given a Map
    When I create an item with
      | Key  | k        |
      | Data | {"n": 0} |
    Then it is created
    And its ETag names its revision
    When I update the item "k" with
      | Data | {"n": 1} |
    Then its ETag names its revision
    When I fetch the item "k"
    Then its ETag names its revision

  @id:etag-item-if-match
  @req:concurrency.etag.if-match
  Scenario: The ETag of an item lets an update and then a delete through
    Given a Map
    And an item "k" with
      | Data | {"n": 0} |
    When I fetch the item "k"
    And I update the item "k" with
      | If-Match | the ETag |
      | Data     | {"n": 1} |
    Then it is updated
    And the "data" of the item "k" is {"n": 1}
    When I delete the item "k" with
      | If-Match | the ETag |
    Then it is deleted
