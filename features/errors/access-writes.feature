Feature: Errors: writing without credentials
  Without proper credentials nothing is created, changed or deleted.

  @id:access-create
  @req:error.unauthorized.write
  Scenario: Nothing is created without credentials
    When I create a Document without credentials with
      | UniqueName | settings |
    Then it is refused as unauthorized
    And no Document is named "settings"

  @id:access-create-map
  @req:error.unauthorized.write
  Scenario: No Map is created with a wrong token
    When I create a Map with a wrong token with
      | UniqueName | players |
    Then it is refused as unauthorized
    And no Map is named "players"

  @id:access-create-item
  @req:error.unauthorized.write
  Scenario: No item is created without credentials
    Given a Map with
      | Ttl | 600 |
    When I create an item without credentials with
      | Key           | k        |
      | Data          | {"a": 1} |
      | CollectionTtl | 6000     |
    Then it is refused as unauthorized
    And the Map is empty
    And the Map is unchanged

  @id:access-update
  @req:error.unauthorized.write
  Scenario: No Document is updated with a wrong token
    Given a Document with
      | Data | {"a": 1} |
    When I update the Document with a wrong token with
      | Data | {"a": 2} |
    Then it is refused as unauthorized
    And the Document is unchanged

  @id:access-update-map
  @req:error.unauthorized.write
  Scenario: No Map is updated without credentials
    Given a Map with
      | Ttl | 600 |
    When I update the Map without credentials with
      | Ttl | 6000 |
    Then it is refused as unauthorized
    And the Map is unchanged

  @id:access-update-item
  @req:error.unauthorized.write
  Scenario: No item is updated without credentials
    Given a Map
    And an item "k" with
      | Data | {"a": 1} |
    When I update the item "k" without credentials with
      | Data | {"a": 2} |
    Then it is refused as unauthorized
    And the item "k" is unchanged
