Feature: Errors: deleting without credentials
  Without proper credentials nothing is deleted.

  @id:access-delete
  @req:error.unauthorized.write
  Scenario Outline: Nothing is deleted without credentials (<case>)
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
    When I delete <object> <how>
    Then it is refused as unauthorized
    And <object> exists

    Examples:
      | case                  | object                                 | how                 |
      | document              | the Document                           | without credentials |
      | map                   | the Map                                | without credentials |
      | item-wrong            | the item "k"                           | with a wrong token  |
      | stream                | the Stream                             | without credentials |
      | document-permission   | the permission "alice" of the Document | without credentials |
      | map-permission        | the permission "alice" of the Map      | without credentials |
      | list-wrong            | the List                               | with a wrong token  |
      | list-item-wrong       | the list item "a"                      | with a wrong token  |
      | list-permission-wrong | the permission "alice" of the List     | with a wrong token  |

  @id:access-delete-service
  @req:error.unauthorized.write @own-service
  Scenario Outline: No Service is deleted <how>
    Given another Service with
      | FriendlyName | Orders |
    When I delete the other Service <how>
    Then it is refused as unauthorized
    And the other Service is unchanged

    Examples:
      | case   | how                 |
      | nobody | without credentials |
      | wrong  | with a wrong token  |
