Feature: Isolation: nothing is reached below an object through another Service
  Below another Service neither the items, messages and permissions of an object can be listed nor new ones be made.

  @id:elsewhere-create-item
  @req:isolation.service.create-below @own-service
  Scenario Outline: No item is created in a Map below another Service (by its <case>)
    Given another Service
    And a Map with
      | UniqueName | players |
    When I create an item <how> the other Service with
      | Key           | k    |
      | Data          | {}   |
      | CollectionTtl | 6000 |
    Then it is refused as map-not-found
    And the Map is empty
    And the Map never expires

    Examples:
      | case | how                              |
      | sid  | through                          |
      | name | by the Map's unique name through |

  @id:elsewhere-create-list-item
  @req:isolation.service.create-below @own-service
  Scenario Outline: No item is appended to a List below another Service (by its <case>)
    Given another Service
    And a List with
      | UniqueName | tasks |
    When I create a list item <how> the other Service with
      | Data          | {}   |
      | CollectionTtl | 6000 |
    Then it is refused as list-not-found
    And the List is empty
    And the List never expires

    Examples:
      | case | how                               |
      | sid  | through                           |
      | name | by the List's unique name through |

  @id:elsewhere-create-message
  @req:isolation.service.create-below @own-service
  Scenario Outline: No message is published to a Stream below another Service (by its <case>)
    Given another Service
    And a Stream with
      | UniqueName | news |
    When I create a message <how> the other Service with
      | Data | {} |
    Then it is refused as stream-not-found
    And the Stream is unchanged

    Examples:
      | case | how                                 |
      | sid  | through                             |
      | name | by the Stream's unique name through |

  @id:elsewhere-list-children
  @req:isolation.service.list-below @own-service
  Scenario Outline: What is in an object is not listed below another Service (<case>)
    Given another Service
    And a Document with
      | UniqueName | settings |
    And the permission "alice" of the Document
    And a List with
      | UniqueName | tasks |
    And a list item "a"
    And the permission "alice" of the List
    And a Map with
      | UniqueName | players |
    And an item "k"
    And the permission "alice" of the Map
    When I list <collection> <how> the other Service
    Then it is refused as <condition>
    And it has no "<key>"

    Examples:
      | case                         | collection                      | how                                   | condition          | key         |
      | items-by-sid                 | the items                       | through                               | map-not-found      | items       |
      | items-by-name                | the items                       | by the Map's unique name through      | map-not-found      | items       |
      | list-items-by-sid            | the list items                  | through                               | list-not-found     | items       |
      | list-items-by-name           | the list items                  | by the List's unique name through     | list-not-found     | items       |
      | document-permissions-by-sid  | the permissions of the Document | through                               | document-not-found | permissions |
      | document-permissions-by-name | the permissions of the Document | by the Document's unique name through | document-not-found | permissions |
      | list-permissions-by-sid      | the permissions of the List     | through                               | list-not-found     | permissions |
      | list-permissions-by-name     | the permissions of the List     | by the List's unique name through     | list-not-found     | permissions |
      | map-permissions-by-sid       | the permissions of the Map      | through                               | map-not-found      | permissions |
      | map-permissions-by-name      | the permissions of the Map      | by the Map's unique name through      | map-not-found      | permissions |
