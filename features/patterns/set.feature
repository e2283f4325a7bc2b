Feature: Patterns: set
  To set is to create and, where there is something already, to overwrite it as a whole. REST has no single request for it.

  @id:pattern-set
  @req:concurrency.pattern.set
  Scenario: Creating and, on conflict, updating overwrites an item
    Given a Map
    And an item "k" with
      | Data | {"old": 1, "kept": false} |
    When I create an item with
      | Key  | k          |
      | Data | {"new": 1} |
    Then it is refused as key-taken
    When I update the item "k" with
      | Data | {"new": 1} |
    Then it is updated
    And the "data" of the item "k" is {"new": 1}

  @id:pattern-set-absent
  @req:pattern.set.item
  Scenario: Setting an item that is not there creates it and leaves the others
    Given a Map
    And an item "other" with
      | Data | {"phone_number": 1} |
    When I create an item with
      | Key  | david                                       |
      | Data | {"phone_number": 12345678, "country": "UK"} |
    Then it is created
    And its "data" is {"phone_number": 12345678, "country": "UK"}
    And the items are david, other
    And the item "other" is unchanged

  @id:pattern-set-twice
  @req:pattern.set.item
  Scenario: Setting an item twice leaves one item with the later value
    Given a Map
    And an item "david" with
      | Data | {"phone_number": 12345678, "country": "UK"} |
    When I create an item with
      | Key  | david              |
      | Data | {"country": "IRL"} |
    Then it is refused as key-taken
    And the "data" of the item "david" is {"phone_number": 12345678, "country": "UK"}
    When I update the item "david" with
      | Data | {"country": "IRL"} |
    Then it is updated
    And its revision is new
    And the "data" of the item "david" is {"country": "IRL"}
    And the items are david

  @id:pattern-set-document
  @req:pattern.set.document
  Scenario: Setting a Document creates it and, once its name is taken, overwrites it
    When I create a Document with
      | UniqueName | app-config                          |
      | Data       | {"theme": "dark", "version": "1.0"} |
    Then it is created
    When I create another Document with
      | UniqueName | app-config         |
      | Data       | {"version": "1.1"} |
    Then it is refused as unique-name-taken
    And the "data" of the Document is {"theme": "dark", "version": "1.0"}
    When I update the Document by its unique name with
      | Data | {"version": "1.1"} |
    Then it is updated
    And its "sid" is the SID of the Document
    And the "data" of the Document is {"version": "1.1"}

  @id:pattern-set-list
  @req:pattern.set.list-item
  Scenario: Setting an item of a List overwrites it at its index and leaves the others
    Given a List
    And a list item "a" with
      | Data | {"number": "1", "status": "pending"} |
    And a list item "b" with
      | Data | {"number": "2", "status": "pending"} |
    When I update the list item "a" with
      | Data | {"country": "IRL"} |
    Then it is updated
    And its "index" has not changed
    And its "data" is {"country": "IRL"}
    And the "data" of the list item "a" is {"country": "IRL"}
    And the list item "b" is unchanged
    And the list items are a, b

  @id:pattern-set-list-absent
  @req:pattern.set.list-item-absent
  Scenario: Setting an item of a List at an index that is not there is refused and appends nothing
    Given a List
    And a list item "a"
    When I update a missing list item with
      | Data | {"country": "IRL"} |
    Then it is refused as list-item-not-found
    And the list items are a
    And the list item "a" is unchanged
