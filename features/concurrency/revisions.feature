Feature: Concurrency: revisions
  Every change of the Data gives a Document or an item a revision it never had before.

  @id:revision-document-new
  @req:concurrency.revision.document
  Scenario: Each update of Data gives a Document a new revision
    Given a Document with
      | Data | {"n": 0} |
    When I update the Document with
      | Data | {"n": 1} |
    Then it is updated
    And its revision is new
    When I update the Document with
      | Data | {"n": 2} |
    Then it is updated
    And its revision is new
    When I update the Document with
      | Data | {"n": 3} |
    Then it is updated
    And its revision is new

  @id:revision-document-back
  @req:concurrency.revision.document
  Scenario: Going back to former Data does not go back to the former revision
    Given a Document with
      | Data | {"n": 0} |
    And the Document was updated with
      | Data | {"n": 1} |
    When I update the Document with
      | Data | {"n": 0} |
    Then it is updated
    And its revision is new

  @id:revision-document-stored
  @req:concurrency.revision.stable
  Scenario: A revision does not change without a change
    Given a Document with
      | Data | {"n": 0} |
    And the Document was updated with
      | Data | {"n": 1} |
    When I fetch the Document
    Then it is returned
    And its revision has not changed
    When I fetch the Document
    Then its revision has not changed

  @id:revision-item-new
  @req:concurrency.revision.item
  Scenario: Each update of Data gives an item a new revision
    Given a Map
    And an item "k" with
      | Data | {"n": 0} |
    When I update the item "k" with
      | Data | {"n": 1} |
    Then it is updated
    And its revision is new
    When I update the item "k" with
      | Data | {"n": 2} |
    Then it is updated
    And its revision is new

  @id:revision-item-neighbours
  @req:concurrency.revision.independent
  Scenario: Items that come and go do not move the revision of an item
    Given a Map
    And the items a, b
    And the item "a" was deleted
    When I create an item with
      | Key  | c  |
      | Data | {} |
    Then it is created
    And the revision of the item "b" has not changed
