Feature: Map Items: dates
  An item tells when it was created, when it was last updated and when it expires.

  @id:map-item-date-updated-fresh
  @req:map-item.fields.date-updated-fresh
  Scenario: A new item has a date of its last update
    Given a Map
    When I create an item with
      | Key  | k  |
      | Data | {} |
    Then it is created
    And its "date_updated" is a date
    And its "date_updated" is not before its "date_created"

  @id:map-item-date-updated-moves
  @req:map-item.fields.date-updated-moves @req:map-item.fields.dates @waits
  Scenario: The date of the last update moves with new Data
    Given a Map
    And an item "k"
    And the item "k" was updated with
      | Data | {"a": 1} |
    When 2 seconds pass
    And I update the item "k" with
      | Data | {"a": 2} |
    Then it is updated
    And its "date_updated" is later than before
    And its "date_created" has not changed
