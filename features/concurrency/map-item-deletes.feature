Feature: Concurrency: conditional deletes of Map Items, and odd conditions
  A delete may carry a condition like an update; a condition that is no revision is refused.

  @id:if-match-item-delete-current
  @req:concurrency.item.delete-current
  Scenario: A delete that knows the current revision is done
    Given a Map
    And the items a, b
    And the item "a" was updated with
      | Data | {"n": 1} |
    When I delete the item "a" with
      | If-Match | the current revision |
    Then it is deleted
    And the item "a" does not exist
    And the items are b

  @id:if-match-item-delete-stale
  @req:concurrency.item.delete-stale
  Scenario: A delete that knows only a past revision is refused
    Given a Map
    And an item "k" with
      | Data | {"n": 0} |
    And the item "k" was updated with
      | Data | {"n": 1} |
    When I delete the item "k" with
      | If-Match | a past revision |
    Then it is refused as map-item-revision-stale
    And the item "k" exists
    And the item "k" is unchanged

  @id:if-match-item-garbage
  @req:concurrency.garbage
  Scenario: An update under a condition that is no revision is refused
    Given a Map
    And an item "k" with
      | Data | {"n": 0} |
    When I update the item "k" with
      | If-Match | not a revision |
      | Data     | {"n": 1}       |
    Then it is refused as invalid-if-match or map-item-revision-stale
    And the item "k" is unchanged

  @id:if-match-item-delete-garbage
  @req:concurrency.garbage
  Scenario: A delete under a condition that is no revision is refused
    Given a Map
    And an item "k"
    When I delete the item "k" with
      | If-Match | not a revision |
    Then it is refused as invalid-if-match or map-item-revision-stale
    And the item "k" is unchanged

  @id:if-match-item-missing
  @req:concurrency.missing
  Scenario: A condition on a missing item is refused and creates nothing
    Given a Map
    And an item "k"
    And the item "k" was deleted
    When I update the item "k" with
      | If-Match | the current revision |
      | Data     | {"n": 1}             |
    Then it is refused as map-item-not-found or map-item-revision-stale
    And the Map is empty

  @id:if-match-item-quoted
  @req:concurrency.spellings
  Scenario: A quoted revision of an item is understood or refused
    Given a Map
    And the items a, b
    When I update the item "a" with
      | If-Match | the quoted revision |
      | Data     | {"n": 1}            |
    Then it is updated or refused as invalid-if-match or map-item-revision-stale
    And the item "b" is unchanged
