Feature: Concurrency: conditional deletes of List Items, and odd conditions
  A delete may carry a condition like an update; a condition that is no revision is refused.

  @id:list-if-match-delete-current
  @req:list-item.if-match.delete-current
  Scenario: A delete that knows the current revision is done
    Given a List
    And the list items a, b
    And the list item "a" was updated with
      | Data | {"n": 1} |
    When I delete the list item "a" with
      | If-Match | the current revision |
    Then it is deleted
    And the list item "a" does not exist
    And the list items are b

  @id:list-if-match-delete-stale
  @req:list-item.if-match.delete-stale
  Scenario: A delete that knows only a past revision is refused
    Given a List
    And a list item "a" with
      | Data | {"n": 0} |
    And the list item "a" was updated with
      | Data | {"n": 1} |
    When I delete the list item "a" with
      | If-Match | a past revision |
    Then it is refused as list-item-revision-stale
    And the list item "a" exists
    And the list item "a" is unchanged
    And the list items are a

  @id:list-if-match-garbage
  @req:list-item.if-match.garbage
  Scenario: An update under a condition that is no revision is refused
    Given a List
    And a list item "a" with
      | Data | {"n": 0} |
    When I update the list item "a" with
      | If-Match | not a revision |
      | Data     | {"n": 1}       |
    Then it is refused as invalid-if-match or list-item-revision-stale
    And the list item "a" is unchanged

  @id:list-if-match-delete-garbage
  @req:list-item.if-match.garbage
  Scenario: A delete under a condition that is no revision is refused
    Given a List
    And a list item "a"
    When I delete the list item "a" with
      | If-Match | not a revision |
    Then it is refused as invalid-if-match or list-item-revision-stale
    And the list item "a" is unchanged

  @id:list-if-match-missing-update
  @req:list-item.if-match.missing
  Scenario: A condition on an item that is gone is refused and creates nothing
    Given a List
    And a list item "a"
    And the list item "a" was deleted
    When I update the list item "a" with
      | If-Match | the current revision |
      | Data     | {"n": 1}             |
    Then it is refused as list-item-not-found or list-item-revision-stale
    And the List is empty

  @id:list-if-match-missing-delete
  @req:list-item.if-match.missing
  Scenario: A conditional delete of an item that is gone is refused
    Given a List
    And the list items a, b
    And the list item "a" was deleted
    When I delete the list item "a" with
      | If-Match | the current revision |
    Then it is refused as list-item-not-found or list-item-revision-stale
    And the list items are b

  @id:list-if-match-spellings
  @req:list-item.if-match.spellings
  Scenario Outline: Another spelling of a condition is understood or refused (<case>)
    Given a List
    And the list items a, b
    When I update the list item "a" with
      | If-Match | <condition> |
      | Data     | {"n": 1}    |
    Then it is updated or refused as invalid-if-match or list-item-revision-stale
    And the list item "b" is unchanged

    Examples:
      | case   | condition           |
      | quoted | the quoted revision |
      | star   | *                   |
