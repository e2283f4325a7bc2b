Feature: Errors: reading without credentials
  Without proper credentials nothing is told.

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
  Scenario Outline: Nothing is listed <how> (<case>)
    Given a Document
    And a Map
    And the items a, b
    When I list <collection> <how>
    Then it is refused as unauthorized
    And it has no "<field>"

    Examples:
      | case           | collection    | how                 | field     |
      | documents      | the Documents | without credentials | documents |
      | maps           | the Maps      | without credentials | maps      |
      | items          | the items     | without credentials | items     |
      | items-wrong    | the items     | with a wrong token  | items     |
      | services-wrong | the Services  | with a wrong token  | services  |

  @id:access-missing
  @req:error.unauthorized.missing
  Scenario: Asking without credentials for a Document that does not exist is refused
    When I fetch a missing Document without credentials
    Then it is refused as unauthorized or document-not-found
    And it has no "sid"

  @id:access-stranger-fetch
  @req:error.unauthorized.stranger
  Scenario: A Document is not shown to another account
    Given a Document with
      | Data | {"secret": 1} |
    When I fetch the Document as a stranger
    Then it is refused as unauthorized or document-not-found or service-not-found
    And it has no "sid"
    And it has no "data"
