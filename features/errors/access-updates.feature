Feature: Errors: writing without credentials, whatever it is
  Without proper credentials no resource is created or changed.

  @id:access-create-objects
  @req:error.unauthorized.write
  Scenario Outline: No object is created without credentials (<case>)
    When I create <object> <how> with
      | UniqueName | <name> |
    Then it is refused as unauthorized
    And it has no "sid"
    And no <kind> is named "<name>"

    Examples:
      | case           | object     | name     | how                 | kind     |
      | list           | a List     | tasks    | without credentials | List     |
      | map-wrong      | a Map      | players  | with a wrong token  | Map      |
      | stream         | a Stream   | news     | without credentials | Stream   |
      | document-wrong | a Document | settings | with a wrong token  | Document |

  @id:access-create-service
  @req:error.unauthorized.write @own-service
  Scenario Outline: No Service is created <how>
    When I create another Service <how> with
      | FriendlyName | Orders |
    Then it is refused as unauthorized
    And it has no "sid"

    Examples:
      | case   | how                 |
      | nobody | without credentials |
      | wrong  | with a wrong token  |

  @id:access-create-list-item
  @req:error.unauthorized.write
  Scenario Outline: No item is appended <how>
    Given a List with
      | Ttl | 600 |
    When I create a list item <how> with
      | Data          | {"a": 1} |
      | CollectionTtl | 6000     |
    Then it is refused as unauthorized
    And it has no "index"
    And the List is empty
    And the List is unchanged

    Examples:
      | case   | how                 |
      | nobody | without credentials |
      | wrong  | with a wrong token  |

  @id:access-update-objects
  @req:error.unauthorized.write
  Scenario Outline: Nothing is updated without credentials (<case>)
    Given a Document
    And a List
    And a list item "a"
    And a Map
    And an item "k"
    And a Stream
    When I update <object> <how> with
      | <parameter> | <value> |
    Then it is refused as unauthorized
    And <object> is unchanged

    Examples:
      | case           | object            | parameter | value    | how                 |
      | document-wrong | the Document      | Data      | {"a": 2} | with a wrong token  |
      | list           | the List          | Ttl       | 600      | without credentials |
      | map-wrong      | the Map           | Ttl       | 600      | with a wrong token  |
      | stream         | the Stream        | Ttl       | 600      | without credentials |
      | item-wrong     | the item "k"      | Data      | {"a": 2} | with a wrong token  |
      | list-item      | the list item "a" | Data      | {"a": 2} | without credentials |

  @id:access-update-service
  @req:error.unauthorized.write @own-service
  Scenario Outline: No Service is updated <how>
    Given another Service with
      | FriendlyName | Orders |
    When I update the other Service <how> with
      | FriendlyName | Chat |
      | AclEnabled   | true |
    Then it is refused as unauthorized
    And the other Service is unchanged

    Examples:
      | case   | how                 |
      | nobody | without credentials |
      | wrong  | with a wrong token  |

  @id:access-update-permission
  @req:error.unauthorized.write
  Scenario Outline: No permission is changed without credentials (<case>)
    Given a <object>
    And the permission "alice" of the <object>
    When I update the permission "alice" of the <object> <how> with
      | Read   | false |
      | Write  | false |
      | Manage | true  |
    Then it is refused as unauthorized
    And the permission "alice" of the <object> is unchanged

    Examples:
      | case           | object   | how                 |
      | document-wrong | Document | with a wrong token  |
      | list           | List     | without credentials |
      | map-wrong      | Map      | with a wrong token  |
