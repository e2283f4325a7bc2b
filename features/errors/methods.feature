Feature: Errors: foreign methods
  Only GET, POST and DELETE exist, each where it is documented; any other is refused and changes nothing.

  @id:foreign-method
  @req:error.method
  Scenario Outline: A method the interface does not have is refused (<case>)
    Given a Document with
      | Data | {"a": 1} |
    And a Map
    And an item "k" with
      | Data | {"a": 1} |
    When I send <method> to <object>
    Then it is refused as method-not-allowed or route-not-found
    And <object> exists

    Examples:
      | case         | method | object       |
      | document-put | PUT    | the Document |
      | map-patch    | PATCH  | the Map      |
      | item-put     | PUT    | the item "k" |

  @id:foreign-method-object
  @req:error.method
  Scenario Outline: A resource knows neither PUT nor PATCH (<case>)
    Given a Document
    And the permission "alice" of the Document
    And a List
    And a list item "a"
    And the permission "alice" of the List
    And a Map
    And an item "k"
    And the permission "alice" of the Map
    And a Stream
    When I send <method> to <object>
    Then it is refused as method-not-allowed or route-not-found
    And <object> is unchanged

    Examples:
      | case                      | method | object                                 |
      | document-patch            | PATCH  | the Document                           |
      | list-put                  | PUT    | the List                               |
      | list-patch                | PATCH  | the List                               |
      | map-put                   | PUT    | the Map                                |
      | stream-put                | PUT    | the Stream                             |
      | stream-patch              | PATCH  | the Stream                             |
      | item-patch                | PATCH  | the item "k"                           |
      | list-item-put             | PUT    | the list item "a"                      |
      | list-item-patch           | PATCH  | the list item "a"                      |
      | document-permission-put   | PUT    | the permission "alice" of the Document |
      | document-permission-patch | PATCH  | the permission "alice" of the Document |
      | list-permission-put       | PUT    | the permission "alice" of the List     |
      | list-permission-patch     | PATCH  | the permission "alice" of the List     |
      | map-permission-put        | PUT    | the permission "alice" of the Map      |
      | map-permission-patch      | PATCH  | the permission "alice" of the Map      |

  @id:foreign-method-service
  @req:error.method @own-service
  Scenario Outline: A Service knows no <method>
    Given another Service with
      | FriendlyName | Orders |
    When I send <method> to the other Service
    Then it is refused as method-not-allowed or route-not-found
    And the other Service is unchanged

    Examples:
      | case  | method |
      | put   | PUT    |
      | patch | PATCH  |
