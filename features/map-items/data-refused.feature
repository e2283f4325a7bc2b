Feature: Map Items: Data that may be refused
  Data is JSON text; what is no JSON is refused and leaves no trace, what is JSON and no object may be.

  @id:map-item-not-json-create
  @req:map-item.data.not-json
  Scenario: Data that is not JSON is refused on creation
    Given a Map
    When I create an item with
      | Key  | k     |
      | Data | hello |
    Then it is refused as data-not-json
    And the Map is empty

  @id:map-item-not-json-update
  @req:map-item.data.not-json
  Scenario: Data that is not JSON is refused in an update
    Given a Map
    And an item "k" with
      | Data | {"a": 1} |
    When I update the item "k" with
      | Data | {"a": 1 |
    Then it is refused as data-not-json
    And the item "k" is unchanged

  @id:map-item-null
  @req:map-item.data.null
  Scenario: Data of null is refused on creation
    Given a Map
    When I create an item with
      | Key  | k    |
      | Data | null |
    Then it is refused as map-item-data-invalid or data-not-json
    And the Map is empty

  @id:map-item-non-object
  @req:map-item.data.non-object
  Scenario Outline: JSON that is no object is accepted or refused in good order (<case>)
    Given a Map
    And an item "other"
    When I create an item with
      | Key  | k      |
      | Data | <data> |
    Then it is created or refused as map-item-data-invalid or data-not-json
    And the item "other" is unchanged

    Examples:
      | case  | data      |
      | array | [1, 2, 3] |
      | text  | "text"    |
      | null  | null      |
