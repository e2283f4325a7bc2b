Feature: Errors: nothing there
  Whatever is addressed and does not exist is refused as not found, by every operation and in the documented form.

  @id:not-found-fetch
  @req:error.not-found.fetch @req:error.body
  Scenario Outline: A fetch finds nothing (<case>)
    Given a Map
    When I fetch <object>
    Then it is refused as <condition>

    Examples:
      | case             | object                          | condition                               |
      | document-by-sid  | a missing Document              | document-not-found                      |
      | document-by-name | a Document with an unknown name | document-not-found                      |
      | document-service | a Document of a missing Service | service-not-found or document-not-found |
      | map-by-sid       | a missing Map                   | map-not-found                           |
      | map-by-name      | a Map with an unknown name      | map-not-found                           |
      | map-service      | a Map of a missing Service      | service-not-found or map-not-found      |
      | item-by-key      | a missing item                  | map-item-not-found                      |
      | item-map         | an item of a missing Map        | map-not-found or map-item-not-found     |
      | service          | a missing Service               | service-not-found                       |

  @id:not-found-update
  @req:error.not-found.update @req:error.body
  Scenario Outline: An update finds nothing (<case>)
    Given a Map
    When I update <object> with
      | <parameter> | <value> |
    Then it is refused as <condition>
    And the Map is empty

    Examples:
      | case             | object                          | parameter | value    | condition                           |
      | document-by-name | a Document with an unknown name | Data      | {"a": 1} | document-not-found                  |
      | map-by-name      | a Map with an unknown name      | Ttl       | 600      | map-not-found                       |
      | item-by-key      | a missing item                  | Data      | {"a": 1} | map-item-not-found                  |
      | item-map         | an item of a missing Map        | Data      | {"a": 1} | map-not-found or map-item-not-found |

  @id:not-found-delete
  @req:error.not-found.delete @req:error.body
  Scenario Outline: A delete finds nothing (<case>)
    Given a Map
    When I delete <object>
    Then it is refused as <condition>
    And the Map exists

    Examples:
      | case             | object                          | condition                               |
      | document-by-name | a Document with an unknown name | document-not-found                      |
      | document-service | a Document of a missing Service | service-not-found or document-not-found |
      | map-by-sid       | a missing Map                   | map-not-found                           |
      | item-by-key      | a missing item                  | map-item-not-found                      |

  @id:not-found-list
  @req:error.not-found.list @req:error.body
  Scenario Outline: A listing finds nothing (<case>)
    When I list <collection>
    Then it is refused as <condition>

    Examples:
      | case      | collection                         | condition         |
      | items     | the items of a missing Map         | map-not-found     |
      | documents | the Documents of a missing Service | service-not-found |
      | maps      | the Maps of a missing Service      | service-not-found |

  @id:not-found-create-document
  @req:error.not-found.create @req:error.body
  Scenario: A Document cannot be created in a missing Service
    When I create a Document in a missing Service with
      | UniqueName | settings |
      | Data       | {"a": 1} |
    Then it is refused as service-not-found
    And no Document is named "settings"
    And a missing Service does not exist

  @id:not-found-create-map
  @req:error.not-found.create @req:error.body
  Scenario: A Map cannot be created in a missing Service
    When I create a Map in a missing Service with
      | UniqueName | players |
    Then it is refused as service-not-found
    And no Map is named "players"
    And a missing Service does not exist

  @id:not-found-create-item
  @req:error.not-found.create @req:error.body
  Scenario: An item cannot be created in a missing Map
    Given a Map
    When I create an item in a missing Map with
      | Key  | k        |
      | Data | {"a": 1} |
    Then it is refused as map-not-found
    And the Map is empty

  @id:not-found-map-name
  @req:error.not-found.list @req:error.body
  Scenario: A deleted Map's name leads to no items
    Given a Map with
      | UniqueName | players |
    And an item "k"
    And the Map was deleted
    When I list the items by the Map's unique name
    Then it is refused as map-not-found
    When I fetch the item "k" by the Map's unique name
    Then it is refused as map-not-found or map-item-not-found
    When I create an item by the Map's unique name with
      | Key  | k  |
      | Data | {} |
    Then it is refused as map-not-found
    And no Map is named "players"

  @id:not-found-unknown-route
  @req:error.unknown-route
  Scenario Outline: An unknown path leads nowhere (<case>)
    When I send <method> to the path "<path>"
    Then it is refused as route-not-found or method-not-allowed

    Examples:
      | case | method | path         |
      | get  | GET    | /v1/Nonsense |
      | post | POST   | /v1/Nonsense |
