Feature: Isolation: nothing is updated through another Service
  What is in one Service cannot be changed below another one, neither by SID nor by unique name.

  @id:elsewhere-update-by-sid
  @req:isolation.service.update @own-service
  Scenario Outline: What is in one Service cannot be updated below another by its SID (<case>)
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
    When I update <object> through the other Service with
      | <parameter> | <value> |
    Then it is refused as <condition>
    And <object> is unchanged

    Examples:
      | case      | object            | parameter | value    | condition                             |
      | document  | the Document      | Data      | {"a": 2} | document-not-found                    |
      | list      | the List          | Ttl       | 600      | list-not-found                        |
      | map       | the Map           | Ttl       | 600      | map-not-found                         |
      | stream    | the Stream        | Ttl       | 600      | stream-not-found                      |
      | item      | the item "k"      | Data      | {"a": 2} | map-not-found or map-item-not-found   |
      | list-item | the list item "a" | Data      | {"a": 2} | list-not-found or list-item-not-found |

  @id:elsewhere-update-by-name
  @req:isolation.service.update @own-service
  Scenario Outline: What is in one Service cannot be updated below another by its unique name (<case>)
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
    When I update <object> <how> through the other Service with
      | <parameter> | <value> |
    Then it is refused as <condition>
    And <object> is unchanged

    Examples:
      | case      | object            | how                       | parameter | value    | condition                             |
      | document  | the Document      | by its unique name        | Data      | {"a": 2} | document-not-found                    |
      | list      | the List          | by its unique name        | Ttl       | 600      | list-not-found                        |
      | map       | the Map           | by its unique name        | Ttl       | 600      | map-not-found                         |
      | stream    | the Stream        | by its unique name        | Ttl       | 600      | stream-not-found                      |
      | item      | the item "k"      | by the Map's unique name  | Data      | {"a": 2} | map-not-found or map-item-not-found   |
      | list-item | the list item "a" | by the List's unique name | Data      | {"a": 2} | list-not-found or list-item-not-found |

  @id:elsewhere-update-permission
  @req:isolation.service.update @own-service
  Scenario Outline: A permission cannot be changed below another Service (<case>)
    Given another Service
    And a <kind> with
      | UniqueName | settings |
    And the permission "alice" of the <kind>
    When I update the permission "alice" of the <kind> <how> the other Service with
      | Read   | false |
      | Write  | false |
      | Manage | true  |
    Then it is refused as <condition>
    And the permission "alice" of the <kind> is unchanged

    Examples:
      | case             | kind     | how                                   | condition          |
      | document-by-sid  | Document | through                               | document-not-found |
      | document-by-name | Document | by the Document's unique name through | document-not-found |
      | list-by-sid      | List     | through                               | list-not-found     |
      | list-by-name     | List     | by the List's unique name through     | list-not-found     |
      | map-by-sid       | Map      | through                               | map-not-found      |
      | map-by-name      | Map      | by the Map's unique name through      | map-not-found      |
