Feature: Errors: another account
  What belongs to one account is neither shown to another nor changed by it.

  @id:access-stranger-fetch
  @req:error.unauthorized.stranger
  Scenario: A Document is not shown to another account
    Given a Document with
      | Data | {"secret": 1} |
    When I fetch the Document as a stranger
    Then it is refused
    And it has no "sid"
    And it has no "data"

  @id:access-stranger-fetch-others
  @req:error.unauthorized.stranger
  Scenario Outline: Nothing is shown to another account (<case>)
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
    When I fetch <object> as a stranger
    Then it is refused
    And it has no "url"
    And it has no "data"

    Examples:
      | case                | object                                 |
      | list                | the List                               |
      | map                 | the Map                                |
      | stream              | the Stream                             |
      | item                | the item "k"                           |
      | list-item           | the list item "a"                      |
      | document-permission | the permission "alice" of the Document |
      | list-permission     | the permission "alice" of the List     |
      | map-permission      | the permission "alice" of the Map      |
      | service             | the Service                            |

  @id:access-stranger-update
  @req:error.unauthorized.stranger
  Scenario: No Document is updated by another account
    Given a Document with
      | Data | {"a": 1} |
    When I update the Document as a stranger with
      | Data | {"a": 2} |
    Then it is refused
    And the Document is unchanged

  @id:access-stranger-update-others
  @req:error.unauthorized.stranger
  Scenario Outline: Nothing is updated by another account (<case>)
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
    When I update <object> as a stranger with
      | <parameter> | <value> |
    Then it is refused
    And <object> is unchanged

    Examples:
      | case      | object            | parameter | value    |
      | list      | the List          | Ttl       | 600      |
      | map       | the Map           | Ttl       | 600      |
      | stream    | the Stream        | Ttl       | 600      |
      | item      | the item "k"      | Data      | {"a": 2} |
      | list-item | the list item "a" | Data      | {"a": 2} |

  @id:access-stranger-delete
  @req:error.unauthorized.stranger
  Scenario Outline: Nothing is deleted by another account (<case>)
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
    When I delete <object> as a stranger
    Then it is refused
    And <object> exists

    Examples:
      | case                | object                                 |
      | document            | the Document                           |
      | list                | the List                               |
      | map                 | the Map                                |
      | stream              | the Stream                             |
      | item                | the item "k"                           |
      | list-item           | the list item "a"                      |
      | document-permission | the permission "alice" of the Document |
      | list-permission     | the permission "alice" of the List     |
      | map-permission      | the permission "alice" of the Map      |

  @id:access-stranger-service
  @req:error.unauthorized.stranger @own-service
  Scenario: A Service is neither updated nor deleted by another account
    Given another Service with
      | FriendlyName | Orders |
    When I update the other Service as a stranger with
      | FriendlyName | Chat |
    Then it is refused
    And the other Service is unchanged
    When I delete the other Service as a stranger
    Then it is refused
    And the other Service is unchanged
