Feature: Errors: fields that cannot be set
  Fields that no parameter sets stay as they are when a request names them.

  @id:read-only-created-by
  @req:error.read-only
  Scenario Outline: The creator cannot be set (<case>)
    Given a Document
    And a List
    And a list item "a"
    And a Map
    And an item "k"
    And a Stream
    When I update <object> with
      | CreatedBy   | mallory |
      | <parameter> | <value> |
    Then it is updated or refused
    And the "created_by" of <object> is "system"

    Examples:
      | case      | object            | parameter | value    |
      | document  | the Document      | Data      | {"a": 1} |
      | list      | the List          | Ttl       | 600      |
      | map       | the Map           | Ttl       | 600      |
      | stream    | the Stream        | Ttl       | 600      |
      | item      | the item "k"      | Data      | {"a": 1} |
      | list-item | the list item "a" | Data      | {"a": 1} |

  @id:read-only-sid
  @req:error.read-only
  Scenario Outline: The SID cannot be set (<case>)
    Given a <object>
    When I update the <object> with
      | Sid | <sid> |
      | Ttl | 600   |
    Then it is updated or refused
    And the "sid" of the <object> is the SID of the <object>

    Examples:
      | case   | object | sid                                |
      | list   | List   | ES0123456789abcdef0123456789abcdef |
      | map    | Map    | MP0123456789abcdef0123456789abcdef |
      | stream | Stream | TO0123456789abcdef0123456789abcdef |

  @id:read-only-index
  @req:error.read-only
  Scenario: An item of a List cannot be moved to another index
    Given a List
    And the list items a, b
    When I update the list item "a" with
      | Index | 77       |
      | Data  | {"a": 1} |
    Then it is updated or refused
    And the list items are a, b

  @id:read-only-service-sid
  @req:error.read-only @own-service
  Scenario: The SID and the account of a Service cannot be set
    Given another Service with
      | FriendlyName | Orders |
    When I update the other Service with
      | Sid          | IS0123456789abcdef0123456789abcdef |
      | AccountSid   | AC0123456789abcdef0123456789abcdef |
      | FriendlyName | Orders                             |
    Then it is updated or refused
    And the "sid" of the other Service is the SID of the other Service
    And the "friendly_name" of the other Service is "Orders"

  @id:read-only-identity
  @req:error.read-only
  Scenario: The identity of a permission cannot be set
    Given a Map
    And the permission "alice" of the Map
    When I update the permission "alice" of the Map with
      | Identity | bob  |
      | Read     | true |
      | Write    | true |
      | Manage   | true |
    Then it is updated or refused
    And the "identity" of the permission "alice" of the Map is "alice"
