Feature: Time to live: Maps
  CollectionTtl and its alias Ttl set the expiry of a Map; the alias is ignored beside the other.

  @id:ttl-map-create
  @req:ttl.map.create
  Scenario Outline: A new Map expires after its <parameter> (<case>)
    When I create a Map with
      | <parameter> | <ttl> |
    Then it is created
    And it expires <ttl> seconds after the request

    Examples:
      | case                  | parameter     | ttl      |
      | ttl                   | Ttl           | 600      |
      | collection-ttl-a-year | CollectionTtl | 31536000 |

  @id:ttl-map-create-zero
  @req:ttl.map.zero
  Scenario: A time to live of zero means never
    When I create a Map with
      | Ttl | 0 |
    Then it is created
    And it never expires
    And the Map never expires

  @id:ttl-map-create-both
  @req:ttl.map.alias
  Scenario: CollectionTtl wins over its alias on creation
    When I create a Map with
      | Ttl           | 60   |
      | CollectionTtl | 6000 |
    Then it is created
    And it expires 6000 seconds after the request

  @id:ttl-map-update
  @req:ttl.map.update
  Scenario Outline: An update sets a new expiry (<case>)
    Given a Map with
      | Ttl | 600 |
    When I update the Map with
      | <parameter> | <ttl> |
    Then it is updated
    And it expires <ttl> seconds after the request
    And the Map expires <ttl> seconds after the request

    Examples:
      | case           | parameter     | ttl  |
      | ttl            | Ttl           | 3600 |
      | collection-ttl | CollectionTtl | 3600 |

  @id:ttl-map-update-both
  @req:ttl.map.alias
  Scenario: CollectionTtl wins over its alias in an update
    Given a Map
    When I update the Map with
      | Ttl           | 60   |
      | CollectionTtl | 6000 |
    Then it is updated
    And the Map expires 6000 seconds after the request

  @id:ttl-map-update-zero
  @req:ttl.map.zero
  Scenario: A time to live of zero clears the expiry
    Given a Map with
      | Ttl | 600 |
    When I update the Map with
      | CollectionTtl | 0 |
    Then it is updated
    And it never expires
    And the Map never expires

  @id:ttl-map-ignored-alias
  @req:ttl.alias.ignored-invalid
  Scenario: A faulty alias beside a proper CollectionTtl is ignored or refused
    Given a Map
    When I create another Map with
      | Ttl           | -1  |
      | CollectionTtl | 600 |
    Then it is created or refused as invalid-ttl
    And the Map never expires

  @id:ttl-map-kept-by-items
  @req:ttl.map.kept @waits
  Scenario: Items that come, change and go do not move the expiry of their Map
    Given a Map with
      | Ttl | 600 |
    When 3 seconds pass
    And I create an item with
      | Key     | k    |
      | Data    | {}   |
      | ItemTtl | 6000 |
    Then it is created
    And the Map keeps its expiry
    When I update the item "k" with
      | Data | {"a": 1} |
    Then it is updated
    And the Map keeps its expiry
    When I delete the item "k"
    Then it is deleted
    And the Map keeps its expiry
