Feature: Concurrency: revisions and ETags of List Items
  Every change of the Data gives an item a revision it never had before; answers with one item carry it as ETag too.

  @id:list-revision-new
  @req:list-item.revision.new
  Scenario: Each update of Data gives an item a new revision
    Given a List
    And a list item "a" with
      | Data | {"n": 0} |
    When I update the list item "a" with
      | Data | {"n": 1} |
    Then it is updated
    And its revision is new
    When I update the list item "a" with
      | Data | {"n": 2} |
    Then it is updated
    And its revision is new

  @id:list-revision-back
  @req:list-item.revision.new
  Scenario: Going back to former Data does not go back to the former revision
    Given a List
    And a list item "a" with
      | Data | {"n": 0} |
    And the list item "a" was updated with
      | Data | {"n": 1} |
    When I update the list item "a" with
      | Data | {"n": 0} |
    Then it is updated
    And its revision is new

  @id:list-revision-stable
  @req:list-item.revision.stable
  Scenario: A revision does not change by reading
    Given a List
    And a list item "a" with
      | Data | {"n": 0} |
    And the list item "a" was updated with
      | Data | {"n": 1} |
    When I fetch the list item "a"
    Then it is returned
    And its revision has not changed
    When I list the list items
    Then it is returned
    And the revision of the list item "a" has not changed

  @id:list-revision-neighbours
  @req:list-item.revision.independent
  Scenario: Items that come, change and go do not move the revision of an item
    Given a List
    And the list items a, b, c
    And the list item "a" was deleted
    And the list item "c" was updated with
      | Data | {"n": 1} |
    When I create a list item "d" with
      | Data | {} |
    Then it is created
    And the revision of the list item "b" has not changed
    And the list item "b" is unchanged

  @id:list-revision-refused
  @req:list-item.revision.refused
  Scenario: After a refused update the revision stays valid
    Given a List
    And a list item "a" with
      | Data | {"n": 0} |
    When I update the list item "a" with
      | Data | JSON of 20000 bytes |
    Then it is refused as data-too-large
    And the revision of the list item "a" has not changed
    When I update the list item "a" with
      | If-Match | the current revision |
      | Data     | {"n": 1}             |
    Then it is updated
    And the "data" of the list item "a" is {"n": 1}

  @id:list-etag
  @req:list-item.etag.names-revision
  Scenario: An item is answered with an ETag when created, updated and fetched
    Given a List
    When I create a list item "a" with
      | Data | {"n": 0} |
    Then it is created
    And its ETag names its revision
    When I update the list item "a" with
      | Data | {"n": 1} |
    Then it is updated
    And its ETag names its revision
    When I fetch the list item "a"
    Then its ETag names its revision

  @id:list-etag-if-match
  @req:list-item.etag.if-match
  Scenario: The ETag of an item lets an update and then a delete through
    Given a List
    And a list item "a" with
      | Data | {"n": 0} |
    When I fetch the list item "a"
    And I update the list item "a" with
      | If-Match | the ETag |
      | Data     | {"n": 1} |
    Then it is updated
    And the "data" of the list item "a" is {"n": 1}
    When I delete the list item "a" with
      | If-Match | the ETag |
    Then it is deleted
    And the List is empty
