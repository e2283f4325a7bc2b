Feature: Errors: nothing there to read
  Whatever is addressed and does not exist is refused as not found, by fetch and by listing, in the documented form.

  @id:not-found-fetch
  @req:error.not-found.fetch @req:error.body
  Scenario Outline: A fetch finds nothing (<case>)
    Given a Map
    And a List
    When I fetch <object>
    Then it is refused as <condition>

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

  @id:not-found-list
  @req:error.not-found.list @req:error.body
  Scenario Outline: A listing finds nothing (<case>)
    When I list <collection>
    Then it is refused as <condition>

    Examples:
      | case                 | collection                            | condition                               |
      | items                | the items of a missing Map            | map-not-found                           |
      | list-items           | the list items of a missing List      | list-not-found                          |
      | documents            | the Documents of a missing Service    | service-not-found                       |
      | lists                | the Lists of a missing Service        | service-not-found                       |
      | maps                 | the Maps of a missing Service         | service-not-found                       |
      | streams              | the Streams of a missing Service      | service-not-found                       |
      | items-service        | the items of a missing Service        | service-not-found or map-not-found      |
      | list-items-service   | the list items of a missing Service   | service-not-found or list-not-found     |
      | document-permissions | the permissions of a missing Document | document-not-found                      |
      | list-permissions     | the permissions of a missing List     | list-not-found                          |
      | map-permissions      | the permissions of a missing Map      | map-not-found                           |
      | permissions-service  | the permissions of a missing Service  | service-not-found or document-not-found |

  @id:not-found-unknown-route
  @req:error.unknown-route
  Scenario Outline: An unknown path leads nowhere (<case>)
    When I send <method> to the path "<path>"
    Then it is refused as route-not-found or method-not-allowed

    Examples:
      | case | method | path         |
      | get  | GET    | /v1/Nonsense |
      | post | POST   | /v1/Nonsense |
