Feature: Time to live: CollectionTtl on items
  A request for an item may set the expiry of the Map around it, counted from that request; the item itself is not concerned.

  @id:ttl-collection-item-create
  @req:ttl.collection.item-create
  Scenario: A new item sets the expiry of its Map
    Given a Map
    When I create an item with
      | Key           | k   |
      | Data          | {}  |
      | CollectionTtl | 600 |
    Then it is created
    And it never expires
    And the Map expires 600 seconds after the request
    And the item "k" never expires

  @id:ttl-collection-item-create-moves
  @req:ttl.collection.item-create @waits
  Scenario: A new item moves the expiry of its Map, counted from the new item
    Given a Map with
      | Ttl | 6000 |
    When 3 seconds pass
    And I create an item with
      | Key           | k   |
      | Data          | {}  |
      | CollectionTtl | 600 |
    Then it is created
    And the Map expires 600 seconds after the request

  @id:ttl-collection-with-item-ttl
  @req:ttl.collection.item-create
  Scenario Outline: Item and Map can be given different expiries at once (<case>)
    Given a Map
    When I create an item with
      | Key           | k    |
      | Data          | {}   |
      | <parameter>   | 60   |
      | CollectionTtl | 6000 |
    Then it is created
    And it expires 60 seconds after the request
    And the Map expires 6000 seconds after the request

    Examples:
      | case     | parameter |
      | item-ttl | ItemTtl   |
      | alias    | Ttl       |

  @id:ttl-collection-zero
  @req:ttl.collection.zero
  Scenario: A CollectionTtl of zero clears the expiry of the Map
    Given a Map with
      | Ttl | 600 |
    When I create an item with
      | Key           | k  |
      | Data          | {} |
      | CollectionTtl | 0  |
    Then it is created
    And the Map never expires

  @id:ttl-collection-item-update-data
  @req:ttl.collection.item-update
  Scenario: An update of Data may set the expiry of the Map
    Given a Map
    And an item "k" with
      | Data    | {"a": 1} |
      | ItemTtl | 300      |
    When I update the item "k" with
      | Data          | {"a": 2} |
      | CollectionTtl | 600      |
    Then it is updated
    And its "data" is {"a": 2}
    And the item "k" keeps its expiry
    And the Map expires 600 seconds after the request

  @id:ttl-collection-item-update-ttl
  @req:ttl.collection.item-update
  Scenario: An update of the item's time to live may set the expiry of the Map
    Given a Map
    And an item "k" with
      | Data | {"a": 1} |
    When I update the item "k" with
      | ItemTtl       | 60   |
      | CollectionTtl | 6000 |
    Then it is updated
    And it expires 60 seconds after the request
    And the Map expires 6000 seconds after the request
    And the "data" of the item "k" is {"a": 1}

  @id:ttl-collection-other-map
  @req:ttl.collection.isolated
  Scenario: Only the Map of the item is concerned
    Given a Map with
      | Ttl | 6000 |
    And another Map with
      | Ttl | 6000 |
    When I create an item with
      | Key           | k   |
      | Data          | {}  |
      | CollectionTtl | 600 |
    Then it is created
    And the other Map is unchanged
