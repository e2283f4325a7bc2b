Feature: Errors: another account
  What belongs to one account is neither shown to another nor changed by it.

  @id:access-stranger-fetch
  @req:error.unauthorized.stranger
  Scenario: A Document is not shown to another account
    Given a Document with
      | Data | {"secret": 1} |
    When I fetch the Document as a stranger
    Then it is refused as unauthorized or document-not-found or service-not-found
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
    Then it is refused as <condition>
    And it has no "url"
    And it has no "data"

    Examples:
      | case                | object                                 | condition                                                                       |
      | list                | the List                               | unauthorized or service-not-found or list-not-found                             |
      | map                 | the Map                                | unauthorized or service-not-found or map-not-found                              |
      | stream              | the Stream                             | unauthorized or service-not-found or stream-not-found                           |
      | item                | the item "k"                           | unauthorized or service-not-found or map-not-found or map-item-not-found        |
      | list-item           | the list item "a"                      | unauthorized or service-not-found or list-not-found or list-item-not-found      |
      | document-permission | the permission "alice" of the Document | unauthorized or service-not-found or document-not-found or permission-not-found |
      | list-permission     | the permission "alice" of the List     | unauthorized or service-not-found or list-not-found or permission-not-found     |
      | map-permission      | the permission "alice" of the Map      | unauthorized or service-not-found or map-not-found or permission-not-found      |
      | service             | the Service                            | unauthorized or service-not-found                                               |

  @id:access-stranger-update
  @req:error.unauthorized.stranger
  Scenario: No Document is updated by another account
    Given a Document with
      | Data | {"a": 1} |
    When I update the Document as a stranger with
      | Data | {"a": 2} |
    Then it is refused as unauthorized or document-not-found or service-not-found
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
    Then it is refused as <condition>
    And <object> is unchanged

    Examples:
      | case      | object            | parameter | value    | condition                                                                  |
      | list      | the List          | Ttl       | 600      | unauthorized or service-not-found or list-not-found                        |
      | map       | the Map           | Ttl       | 600      | unauthorized or service-not-found or map-not-found                         |
      | stream    | the Stream        | Ttl       | 600      | unauthorized or service-not-found or stream-not-found                      |
      | item      | the item "k"      | Data      | {"a": 2} | unauthorized or service-not-found or map-not-found or map-item-not-found   |
      | list-item | the list item "a" | Data      | {"a": 2} | unauthorized or service-not-found or list-not-found or list-item-not-found |

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
    Then it is refused as <condition>
    And <object> exists

    Examples:
      | case                | object                                 | condition                                                                       |
      | document            | the Document                           | unauthorized or service-not-found or document-not-found                         |
      | list                | the List                               | unauthorized or service-not-found or list-not-found                             |
      | map                 | the Map                                | unauthorized or service-not-found or map-not-found                              |
      | stream              | the Stream                             | unauthorized or service-not-found or stream-not-found                           |
      | item                | the item "k"                           | unauthorized or service-not-found or map-not-found or map-item-not-found        |
      | list-item           | the list item "a"                      | unauthorized or service-not-found or list-not-found or list-item-not-found      |
      | document-permission | the permission "alice" of the Document | unauthorized or service-not-found or document-not-found or permission-not-found |
      | list-permission     | the permission "alice" of the List     | unauthorized or service-not-found or list-not-found or permission-not-found     |
      | map-permission      | the permission "alice" of the Map      | unauthorized or service-not-found or map-not-found or permission-not-found      |

  @id:access-stranger-service
  @req:error.unauthorized.stranger @own-service
  Scenario: A Service is neither updated nor deleted by another account
    Given another Service with
      | FriendlyName | Orders |
    When I update the other Service as a stranger with
      | FriendlyName | Chat |
    Then it is refused as unauthorized or service-not-found
    And the other Service is unchanged
    When I delete the other Service as a stranger
    Then it is refused as unauthorized or service-not-found
    And the other Service is unchanged
