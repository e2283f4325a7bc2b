Feature: List Items: Data that may be refused
  Data is JSON text; what is no JSON is refused and leaves no trace, what is JSON and no object may be.

  @id:list-item-not-json-create
  @req:list-item.data.not-json
  Scenario Outline: Data that is not JSON is refused on creation (<case>)
    Given a List
    And a list item "a"
    When I create a list item "b" with
      | Data | <data> |
    Then it is refused as data-not-json
    And the list items are a

    Examples:
      | case      | data    |
      | bare-word | hello   |
      | truncated | {"n": 1 |

  @id:list-item-not-json-update
  @req:list-item.data.not-json
  Scenario: Data that is not JSON is refused in an update
    Given a List
    And a list item "a" with
      | Data    | {"n": 1} |
      | ItemTtl | 600      |
    When I update the list item "a" with
      | Data    | {"n": 1, |
      | ItemTtl | 6000     |
    Then it is refused as data-not-json
    And the list item "a" is unchanged

  @id:list-item-null
  @req:list-item.data.null
  Scenario: Data of null is refused on creation
    Given a List
    When I create a list item "a" with
      | Data | null |
    Then it is refused as list-item-data-invalid or data-not-json
    And the List is empty

  @id:list-item-null-update
  @req:list-item.data.null
  Scenario: Data of null is refused in an update
    Given a List
    And a list item "a" with
      | Data | {"n": 1} |
    When I update the list item "a" with
      | Data | null |
    Then it is refused as list-item-data-invalid or data-not-json
    And the list item "a" is unchanged

  @id:list-item-empty-data-update
  @req:list-item.data.empty-update
  Scenario: Empty Data in an update is taken as none or refused
    Given a List
    And a list item "a" with
      | Data | {"n": 1} |
    When I update the list item "a" with
      | Data    |     |
      | ItemTtl | 600 |
    Then it is updated or refused as list-item-data-invalid or data-not-json
    And the "data" of the list item "a" is {"n": 1}

  @id:list-item-non-object
  @req:list-item.data.non-object
  Scenario Outline: JSON that is no object is accepted or refused in good order (<case>)
    Given a List
    And a list item "other"
    When I create a list item "a" with
      | Data | <data> |
    Then it is created or refused as list-item-data-invalid or data-not-json
    And the list item "other" is unchanged

    Examples:
      | case  | data      |
      | array | [1, 2, 3] |
      | text  | "text"    |
      | null  | null      |
