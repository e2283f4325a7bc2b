Feature: Errors: superfluous parameters
  What the interface does not know is ignored or refused, and has no effect.

  @id:unknown-parameter-create
  @req:error.unknown-parameter
  Scenario: An unknown parameter on creation is ignored or refused
    Given a Document with
      | Data | {"a": 1} |
    When I create another Document with
      | Colour | blue |
    Then it is created or refused
    And the Document is unchanged

  @id:unknown-parameter-update
  @req:error.unknown-parameter
  Scenario: An unknown parameter in an update is ignored or refused
    Given a Document with
      | Data | {"a": 1} |
    When I update the Document with
      | Colour | blue     |
      | Data   | {"a": 1} |
    Then it is updated or refused
    And the "data" of the Document is {"a": 1}

  @id:read-only-parameter-update
  @req:error.read-only
  Scenario: A field that is read-only cannot be set
    Given a Document with
      | Data | {"a": 1} |
    When I update the Document with
      | Sid  | ET0123456789abcdef0123456789abcdef |
      | Data | {"a": 1}                           |
    Then it is updated or refused
    And the "sid" of the Document is the SID of the Document

  @id:duplicate-parameter
  @req:error.duplicate-parameter
  Scenario: A parameter that is given twice is taken once or refused
    Given a Document with
      | Data | {"a": 1} |
    When I update the Document with
      | Ttl | 600 |
      | Ttl | 600 |
    Then it is updated or refused
    And it is not a server error
    And the "data" of the Document is {"a": 1}

  @id:duplicate-parameter-differing
  @req:error.duplicate-parameter
  Scenario: A key that is given twice makes one item or none, never two
    Given a Map
    And an item "other"
    When I create an item with
      | Key  | a  |
      | Key  | b  |
      | Data | {} |
    Then it is created or refused
    And it is not a server error
    And the item "other" is unchanged
    When I list the items
    Then it is returned
    And the page has 1 to 2 entries
