Feature: Errors: nothing there to change
  An update or a deletion of what does not exist is refused as not found and brings nothing about.

  @id:not-found-update
  @req:error.not-found.update @req:error.body
  Scenario Outline: An update finds nothing (<case>)
    Given a Map
    And a List
    When I update <object> with
      | <parameter> | <value> |
    Then it is refused as <condition>
    And <object> does not exist
    And the Map is empty
    And the List is empty

    Examples:
      | case               | object                           | parameter    | value    | condition                                                  |
      | document-by-sid    | a missing Document               | Data         | {"a": 1} | document-not-found                                         |
      | document-by-name   | a Document with an unknown name  | Data         | {"a": 1} | document-not-found                                         |
      | document-service   | a Document of a missing Service  | Data         | {"a": 1} | service-not-found or document-not-found                    |
      | list-by-sid        | a missing List                   | Ttl          | 600      | list-not-found                                             |
      | list-by-name       | a List with an unknown name      | Ttl          | 600      | list-not-found                                             |
      | list-service       | a List of a missing Service      | Ttl          | 600      | service-not-found or list-not-found                        |
      | map-by-sid         | a missing Map                    | Ttl          | 600      | map-not-found                                              |
      | map-by-name        | a Map with an unknown name       | Ttl          | 600      | map-not-found                                              |
      | map-service        | a Map of a missing Service       | Ttl          | 600      | service-not-found or map-not-found                         |
      | stream-by-sid      | a missing Stream                 | Ttl          | 600      | stream-not-found                                           |
      | stream-by-name     | a Stream with an unknown name    | Ttl          | 600      | stream-not-found                                           |
      | stream-service     | a Stream of a missing Service    | Ttl          | 600      | service-not-found or stream-not-found                      |
      | item-by-key        | a missing item                   | Data         | {"a": 1} | map-item-not-found                                         |
      | item-map           | an item of a missing Map         | Data         | {"a": 1} | map-not-found or map-item-not-found                        |
      | item-service       | an item of a missing Service     | Data         | {"a": 1} | service-not-found or map-not-found or map-item-not-found   |
      | list-item-by-index | a missing list item              | Data         | {"a": 1} | list-item-not-found                                        |
      | list-item-list     | a list item of a missing List    | Data         | {"a": 1} | list-not-found or list-item-not-found                      |
      | list-item-service  | a list item of a missing Service | Data         | {"a": 1} | service-not-found or list-not-found or list-item-not-found |
      | service            | a missing Service                | FriendlyName | Orders   | service-not-found                                          |

  @id:not-found-update-permission
  @req:error.not-found.update @req:error.body
  Scenario Outline: A permission cannot be granted on what does not exist (<case>)
    When I update <object> with
      | Read   | true |
      | Write  | true |
      | Manage | true |
    Then it is refused as <condition>
    And <object> does not exist

    Examples:
      | case                | object                                       | condition                               |
      | document-permission | the permission "alice" of a missing Document | document-not-found                      |
      | list-permission     | the permission "alice" of a missing List     | list-not-found                          |
      | map-permission      | the permission "alice" of a missing Map      | map-not-found                           |
      | permission-service  | a permission of a missing Service            | service-not-found or document-not-found |

  @id:not-found-delete
  @req:error.not-found.delete @req:error.body
  Scenario Outline: A delete finds nothing (<case>)
    Given a Map
    And a List
    When I delete <object>
    Then it is refused as <condition>
    And the Map exists
    And the List exists

    Examples:
      | case                | object                                       | condition                                                       |
      | document-by-sid     | a missing Document                           | document-not-found                                              |
      | document-by-name    | a Document with an unknown name              | document-not-found                                              |
      | document-service    | a Document of a missing Service              | service-not-found or document-not-found                         |
      | list-by-sid         | a missing List                               | list-not-found                                                  |
      | list-by-name        | a List with an unknown name                  | list-not-found                                                  |
      | list-service        | a List of a missing Service                  | service-not-found or list-not-found                             |
      | map-by-sid          | a missing Map                                | map-not-found                                                   |
      | map-by-name         | a Map with an unknown name                   | map-not-found                                                   |
      | map-service         | a Map of a missing Service                   | service-not-found or map-not-found                              |
      | stream-by-sid       | a missing Stream                             | stream-not-found                                                |
      | stream-by-name      | a Stream with an unknown name                | stream-not-found                                                |
      | stream-service      | a Stream of a missing Service                | service-not-found or stream-not-found                           |
      | item-by-key         | a missing item                               | map-item-not-found                                              |
      | item-map            | an item of a missing Map                     | map-not-found or map-item-not-found                             |
      | item-service        | an item of a missing Service                 | service-not-found or map-not-found or map-item-not-found        |
      | list-item-by-index  | a missing list item                          | list-item-not-found                                             |
      | list-item-list      | a list item of a missing List                | list-not-found or list-item-not-found                           |
      | list-item-service   | a list item of a missing Service             | service-not-found or list-not-found or list-item-not-found      |
      | document-permission | the permission "alice" of a missing Document | document-not-found or permission-not-found                      |
      | list-permission     | the permission "alice" of a missing List     | list-not-found or permission-not-found                          |
      | map-permission      | the permission "alice" of a missing Map      | map-not-found or permission-not-found                           |
      | permission-service  | a permission of a missing Service            | service-not-found or document-not-found or permission-not-found |
      | service             | a missing Service                            | service-not-found                                               |
