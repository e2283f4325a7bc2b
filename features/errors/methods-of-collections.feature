Feature: Errors: foreign methods on collections
  Collections are listed and created in. What they are not made for is refused, and takes nothing away.

  @id:foreign-method-collection
  @req:error.method @own-service
  Scenario Outline: A collection is neither replaced nor deleted, nor are permissions posted to one (<case>)
    Given a Document with
      | Data | {"a": 1} |
    And the permission "alice" of the Document
    And a List
    And a list item "a"
    And the permission "alice" of the List
    And a Map
    And an item "k"
    And the permission "alice" of the Map
    And a Stream
    When I send <method> to the path "<path>"
    Then it is refused as method-not-allowed or route-not-found
    And it has no "sid"
    And the Document exists
    And the permission "alice" of the Document exists
    And the list item "a" exists
    And the permission "alice" of the List exists
    And the item "k" exists
    And the permission "alice" of the Map exists
    And the Stream exists

    Examples:
      | case                        | method | path                                                    |
      | documents-put               | PUT    | /v1/Services/{service}/Documents                        |
      | documents-delete            | DELETE | /v1/Services/{service}/Documents                        |
      | lists-put                   | PUT    | /v1/Services/{service}/Lists                            |
      | lists-delete                | DELETE | /v1/Services/{service}/Lists                            |
      | maps-put                    | PUT    | /v1/Services/{service}/Maps                             |
      | maps-delete                 | DELETE | /v1/Services/{service}/Maps                             |
      | streams-put                 | PUT    | /v1/Services/{service}/Streams                          |
      | streams-delete              | DELETE | /v1/Services/{service}/Streams                          |
      | items-delete                | DELETE | /v1/Services/{service}/Maps/{map}/Items                 |
      | list-items-delete           | DELETE | /v1/Services/{service}/Lists/{list}/Items               |
      | document-permissions-delete | DELETE | /v1/Services/{service}/Documents/{document}/Permissions |
      | list-permissions-delete     | DELETE | /v1/Services/{service}/Lists/{list}/Permissions         |
      | map-permissions-post        | POST   | /v1/Services/{service}/Maps/{map}/Permissions           |
