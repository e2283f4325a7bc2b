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
    Given a Document
    And the permission "alice" of the Document
    And a List
    And a list item "a"
    And the permission "alice" of the List
    And a Map
    And an item "k" with
      | Data | {"secret": 1} |
    And the permission "alice" of the Map
    And a Stream
    When I fetch <object> <how>
    Then it is refused as unauthorized
    And it has no "url"
    And it has no "sid"
    And it has no "data"

    Examples:
      | case                  | object                                 | how                 |
      | map                   | the Map                                | without credentials |
      | item-wrong            | the item "k"                           | with a wrong token  |
      | list                  | the List                               | without credentials |
      | document-permission   | the permission "alice" of the Document | without credentials |
      | service               | the Service                            | without credentials |
      | stream-wrong          | the Stream                             | with a wrong token  |
      | list-item-wrong       | the list item "a"                      | with a wrong token  |
      | list-permission-wrong | the permission "alice" of the List     | with a wrong token  |
      | map-permission-wrong  | the permission "alice" of the Map      | with a wrong token  |

  @id:access-list
  @req:error.unauthorized.read
  Scenario Outline: Nothing is listed <how> (<case>)
    Given a Document
    And the permission "alice" of the Document
    And a List
    And a list item "a"
    And the permission "alice" of the List
    And a Map
    And an item "k" with
      | Data | {"secret": 1} |
    And the permission "alice" of the Map
    And a Stream
    When I list <collection> <how>
    Then it is refused as unauthorized
    And it has no "<field>"

    Examples:
      | case                       | collection                      | how                 | field       |
      | documents                  | the Documents                   | without credentials | documents   |
      | maps                       | the Maps                        | without credentials | maps        |
      | items                      | the items                       | without credentials | items       |
      | items-wrong                | the items                       | with a wrong token  | items       |
      | services-wrong             | the Services                    | with a wrong token  | services    |
      | lists-wrong                | the Lists                       | with a wrong token  | lists       |
      | streams                    | the Streams                     | without credentials | streams     |
      | list-items                 | the list items                  | without credentials | items       |
      | document-permissions-wrong | the permissions of the Document | with a wrong token  | permissions |
      | list-permissions           | the permissions of the List     | without credentials | permissions |
      | map-permissions-wrong      | the permissions of the Map      | with a wrong token  | permissions |

  @id:access-missing
  @req:error.unauthorized.missing
  Scenario: Asking without credentials for a Document that does not exist is refused
    When I fetch a missing Document without credentials
    Then it is refused as unauthorized or document-not-found
    And it has no "sid"
