Feature: Isolation: nothing is read through another Service
  What is in one Service cannot be fetched below another one, neither by SID nor by unique name.

  @id:elsewhere-fetch-by-sid
  @req:isolation.service.fetch @own-service
  Scenario Outline: What is in one Service is not found below another by its SID (<case>)
    Given another Service
    And a Document with
      | UniqueName | settings |
      | Data       | {"a": 1} |
    And a List with
      | UniqueName | tasks |
    And a list item "a"
    And a Map with
      | UniqueName | players |
    And an item "k"
    And a Stream with
      | UniqueName | news |
    And the permission "alice" of the Document
    And the permission "alice" of the List
    And the permission "alice" of the Map
    When I fetch <object> through the other Service
    Then it is refused as <condition>
    And it has no "url"
    And <object> exists

    Examples:
      | case                | object                                 | condition                                  |
      | document            | the Document                           | document-not-found                         |
      | list                | the List                               | list-not-found                             |
      | map                 | the Map                                | map-not-found                              |
      | stream              | the Stream                             | stream-not-found                           |
      | item                | the item "k"                           | map-not-found or map-item-not-found        |
      | list-item           | the list item "a"                      | list-not-found or list-item-not-found      |
      | document-permission | the permission "alice" of the Document | document-not-found or permission-not-found |
      | list-permission     | the permission "alice" of the List     | list-not-found or permission-not-found     |
      | map-permission      | the permission "alice" of the Map      | map-not-found or permission-not-found      |

  @id:elsewhere-fetch-by-name
  @req:isolation.service.fetch @own-service
  Scenario Outline: What is in one Service is not found below another by its unique name (<case>)
    Given another Service
    And a Document with
      | UniqueName | settings |
      | Data       | {"a": 1} |
    And a List with
      | UniqueName | tasks |
    And a list item "a"
    And a Map with
      | UniqueName | players |
    And an item "k"
    And a Stream with
      | UniqueName | news |
    And the permission "alice" of the Document
    And the permission "alice" of the List
    And the permission "alice" of the Map
    When I fetch <object> <how> through the other Service
    Then it is refused as <condition>
    And it has no "url"
    And <object> exists

    Examples:
      | case                | object                                 | how                           | condition                                  |
      | document            | the Document                           | by its unique name            | document-not-found                         |
      | list                | the List                               | by its unique name            | list-not-found                             |
      | map                 | the Map                                | by its unique name            | map-not-found                              |
      | stream              | the Stream                             | by its unique name            | stream-not-found                           |
      | item                | the item "k"                           | by the Map's unique name      | map-not-found or map-item-not-found        |
      | list-item           | the list item "a"                      | by the List's unique name     | list-not-found or list-item-not-found      |
      | document-permission | the permission "alice" of the Document | by the Document's unique name | document-not-found or permission-not-found |
      | list-permission     | the permission "alice" of the List     | by the List's unique name     | list-not-found or permission-not-found     |
      | map-permission      | the permission "alice" of the Map      | by the Map's unique name      | map-not-found or permission-not-found      |
