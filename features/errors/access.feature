Feature: Errors: credentials
  Without proper credentials nothing is told and nothing is done.

  @id:access-fetch
  @req:error.unauthorized.read
  Scenario Outline: A Document is not shown <how>
    Given a Document with
      | Data | {"secret": 1} |
    When I fetch the Document <how>
    Then it is refused as unauthorized
    And it has no "data"

    Examples:
      | case           | how                 |
      | no-credentials | without credentials |
      | wrong-token    | with a wrong token  |

  @id:access-fetch-others
  @req:error.unauthorized.read
  Scenario Outline: Nothing is shown without credentials (<case>)
    Given a Map
    And an item "k" with
      | Data | {"secret": 1} |
    When I fetch <object> <how>
    Then it is refused as unauthorized
    And it has no "sid"
    And it has no "data"

    Examples:
      | case       | object       | how                 |
      | map        | the Map      | without credentials |
      | item-wrong | the item "k" | with a wrong token  |

  @id:access-list
  @req:error.unauthorized.read
  Scenario Outline: Nothing is listed without credentials (<case>)
    Given a Map
    And the items a, b
    When I list <collection> <how>
    Then it is refused as unauthorized
    And it has no "<field>"

    Examples:
      | case        | collection    | how                 | field     |
      | documents   | the Documents | without credentials | documents |
      | items-wrong | the items     | with a wrong token  | items     |

  @id:access-missing
  @req:error.unauthorized.missing
  Scenario: Not even the absence of a Document is told without credentials
    When I fetch a missing Document without credentials
    Then it is refused as unauthorized

  @id:access-create
  @req:error.unauthorized.write
  Scenario: Nothing is created without credentials
    When I create a Document without credentials with
      | UniqueName | settings |
    Then it is refused as unauthorized
    And no Document is named "settings"

  @id:access-update
  @req:error.unauthorized.write
  Scenario: No Document is updated with a wrong token
    Given a Document with
      | Data | {"a": 1} |
    When I update the Document with a wrong token with
      | Data | {"a": 2} |
    Then it is refused as unauthorized
    And the Document is unchanged

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

  @id:access-delete
  @req:error.unauthorized.write
  Scenario Outline: Nothing is deleted without credentials (<case>)
    Given a Document
    And a Map
    And an item "k"
    When I delete <object> <how>
    Then it is refused as unauthorized
    And <object> exists

    Examples:
      | case       | object       | how                 |
      | document   | the Document | without credentials |
      | map        | the Map      | without credentials |
      | item-wrong | the item "k" | with a wrong token  |
