Feature: Time to live: items on their own
  The expiry of an item depends neither on its Map nor on its neighbours, and new Data does not move it.

  @id:ttl-item-independent
  @req:ttl.item.independent
  Scenario: An item does not take over the expiry of its Map
    Given a Map with
      | Ttl | 600 |
    When I create an item with
      | Key  | k  |
      | Data | {} |
    Then it is created
    And it never expires
    And the item "k" never expires

  @id:ttl-item-data-keeps
  @req:ttl.item.kept
  Scenario: New Data keeps the expiry
    Given a Map
    And an item "k" with
      | Data    | {"a": 1} |
      | ItemTtl | 600      |
    When I update the item "k" with
      | Data | {"a": 2} |
    Then it is updated
    And the item "k" keeps its expiry

  @id:ttl-item-data-does-not-restart
  @req:ttl.item.kept @waits
  Scenario: New Data does not start the time to live again
    Given a Map
    And an item "k" with
      | Data    | {"a": 1} |
      | ItemTtl | 600      |
    When 5 seconds pass
    And I update the item "k" with
      | Data | {"a": 2} |
    Then it is updated
    And the item "k" keeps its expiry
    And the Map never expires
