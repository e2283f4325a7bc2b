Feature: Errors: unknown parameters of the other resources
  A parameter that a resource does not know is ignored or refused, and has no effect.

  @id:unknown-parameter-create-others
  @req:error.unknown-parameter
  Scenario Outline: An unknown parameter on the creation of a <object> is ignored or refused
    When I create a <object> with
      | Colour | blue |
    Then it is created or refused

    Examples:
      | case   | object |
      | list   | List   |
      | map    | Map    |
      | stream | Stream |

  @id:unknown-parameter-create-below
  @req:error.unknown-parameter
  Scenario: An unknown parameter on the creation of items and messages is ignored or refused
    Given a Map
    And a List
    And a Stream
    When I create an item with
      | Key    | k    |
      | Data   | {}   |
      | Colour | blue |
    Then it is created or refused
    When I create a list item with
      | Data   | {}   |
      | Colour | blue |
    Then it is created or refused
    When I create a message with
      | Data   | {}   |
      | Colour | blue |
    Then it is created or refused

  @id:unknown-parameter-service
  @req:error.unknown-parameter @own-service
  Scenario: An unknown parameter of a Service is ignored or refused
    Given another Service with
      | FriendlyName | Orders |
    When I update the other Service with
      | Colour     | blue |
      | AclEnabled | true |
    Then it is updated or refused
    And the "friendly_name" of the other Service is "Orders"

  @id:unknown-parameter-update-others
  @req:error.unknown-parameter
  Scenario Outline: An unknown parameter in an update is ignored or refused (<case>)
    Given a List with
      | Ttl | 600 |
    And a list item "a" with
      | Data    | {"a": 1} |
      | ItemTtl | 600      |
    And a Map with
      | Ttl | 600 |
    And an item "k" with
      | Data    | {"a": 1} |
      | ItemTtl | 600      |
    And a Stream with
      | Ttl | 600 |
    When I update <object> with
      | Colour | blue |
    Then it is updated or refused
    And <object> keeps its expiry
    And the "data" of the item "k" is {"a": 1}
    And the "data" of the list item "a" is {"a": 1}

    Examples:
      | case      | object            |
      | list      | the List          |
      | map       | the Map           |
      | stream    | the Stream        |
      | item      | the item "k"      |
      | list-item | the list item "a" |

  @id:unknown-parameter-permission
  @req:error.unknown-parameter
  Scenario Outline: An unknown parameter of a permission of a <object> is ignored or refused
    Given a <object>
    And the permission "alice" of the <object>
    When I update the permission "alice" of the <object> with
      | Read   | true  |
      | Write  | true  |
      | Manage | false |
      | Delete | true  |
    Then it is updated or refused
    And the "manage" of the permission "alice" of the <object> is false

    Examples:
      | case     | object   |
      | document | Document |
      | list     | List     |
      | map      | Map      |
