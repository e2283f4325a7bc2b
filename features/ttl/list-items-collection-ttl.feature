Feature: Time to live: CollectionTtl on List Items
  A request for an item may set the expiry of the List around it, counted from that request; the item itself is not concerned.

  @id:ttl-list-collection-item-create
  @req:list-item.ttl.collection-item-create
  Scenario: A new item sets the expiry of its List
    Given a List
    When I create a list item "a" with
      | Data          | {}  |
      | CollectionTtl | 600 |
    Then it is created
    And it never expires
    And the List expires 600 seconds after the request
    And the list item "a" never expires

  @id:ttl-list-collection-item-create-moves
  @req:list-item.ttl.collection-item-create @waits
  Scenario: A new item moves the expiry of its List, counted from the new item
    Given a List with
      | Ttl | 6000 |
    When 3 seconds pass
    And I create a list item "a" with
      | Data          | {}  |
      | CollectionTtl | 600 |
    Then it is created
    And the List expires 600 seconds after the request

  @id:ttl-list-collection-with-item-ttl
  @req:list-item.ttl.collection-item-create
  Scenario Outline: Item and List can be given different expiries at once (<case>)
    Given a List
    When I create a list item "a" with
      | Data          | {}   |
      | <parameter>   | 60   |
      | CollectionTtl | 6000 |
    Then it is created
    And it expires 60 seconds after the request
    And the List expires 6000 seconds after the request

    Examples:
      | case     | parameter |
      | item-ttl | ItemTtl   |
      | alias    | Ttl       |

  @id:ttl-list-collection-zero
  @req:list-item.ttl.collection-zero
  Scenario: A CollectionTtl of zero clears the expiry of the List
    Given a List with
      | Ttl | 600 |
    When I create a list item "a" with
      | Data          | {} |
      | CollectionTtl | 0  |
    Then it is created
    And the List never expires

  @id:ttl-list-collection-item-update-data
  @req:list-item.ttl.collection-item-update
  Scenario: An update of Data may set the expiry of the List
    Given a List
    And a list item "a" with
      | Data    | {"n": 1} |
      | ItemTtl | 300      |
    When I update the list item "a" with
      | Data          | {"n": 2} |
      | CollectionTtl | 600      |
    Then it is updated
    And its "data" is {"n": 2}
    And the list item "a" keeps its expiry
    And the List expires 600 seconds after the request

  @id:ttl-list-collection-item-update-ttl
  @req:list-item.ttl.collection-item-update
  Scenario: An update of the item's time to live may set the expiry of the List
    Given a List
    And a list item "a" with
      | Data | {"n": 1} |
    When I update the list item "a" with
      | ItemTtl       | 60   |
      | CollectionTtl | 6000 |
    Then it is updated
    And it expires 60 seconds after the request
    And the List expires 6000 seconds after the request
    And the "data" of the list item "a" is {"n": 1}

  @id:ttl-list-collection-other-list
  @req:list-item.ttl.collection-isolated
  Scenario: Only the List of the item is concerned
    Given a List with
      | Ttl | 6000 |
    And another List with
      | Ttl | 6000 |
    When I create a list item "a" with
      | Data          | {}  |
      | CollectionTtl | 600 |
    Then it is created
    And the other List is unchanged

  @id:ttl-list-collection-update-zero
  @req:list-item.ttl.collection-zero
  Scenario: A CollectionTtl of zero in an update of Data clears the expiry of the List
    Given a List with
      | Ttl | 600 |
    And a list item "a" with
      | ItemTtl | 300 |
    When I update the list item "a" with
      | Data          | {"n": 2} |
      | CollectionTtl | 0        |
    Then it is updated
    And the List never expires
    And the list item "a" keeps its expiry

  @id:ttl-list-collection-not-the-neighbour
  @req:list-item.ttl.collection-isolated
  Scenario: The other items of the List are not concerned
    Given a List
    And a list item "a"
    And a list item "b" with
      | ItemTtl | 300 |
    When I update the list item "a" with
      | Data          | {"n": 2} |
      | CollectionTtl | 600      |
    Then it is updated
    And it never expires
    And the list item "b" is unchanged
    And the List expires 600 seconds after the request
