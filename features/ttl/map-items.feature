Feature: Time to live: Map Items
  ItemTtl and its alias Ttl set the expiry of an item, which does not depend on the expiry of its Map.

  @id:ttl-item-create
  @req:ttl.item.create
  Scenario Outline: A new item expires after its <parameter> (<case>)
    Given a Map
    When I create an item with
      | Key         | k     |
      | Data        | {}    |
      | <parameter> | <ttl> |
    Then it is created
    And it expires <ttl> seconds after the request
    And the Map never expires

    Examples:
      | case            | parameter | ttl      |
      | ttl             | Ttl       | 600      |
      | item-ttl-a-year | ItemTtl   | 31536000 |

  @id:ttl-item-create-zero
  @req:ttl.item.zero
  Scenario: A time to live of zero means never
    Given a Map
    When I create an item with
      | Key     | k  |
      | Data    | {} |
      | ItemTtl | 0  |
    Then it is created
    And it never expires

  @id:ttl-item-create-both
  @req:ttl.item.alias
  Scenario: ItemTtl wins over its alias on creation
    Given a Map
    When I create an item with
      | Key     | k    |
      | Data    | {}   |
      | Ttl     | 60   |
      | ItemTtl | 6000 |
    Then it is created
    And it expires 6000 seconds after the request

  @id:ttl-item-update
  @req:ttl.item.update
  Scenario Outline: An update sets a new expiry (<case>)
    Given a Map
    And an item "k" with
      | Data    | {"a": 1} |
      | ItemTtl | 600      |
    When I update the item "k" with
      | <parameter> | <ttl> |
    Then it is updated
    And it expires <ttl> seconds after the request
    And the item "k" expires <ttl> seconds after the request
    And the "data" of the item "k" is {"a": 1}

    Examples:
      | case     | parameter | ttl  |
      | ttl      | Ttl       | 3600 |
      | item-ttl | ItemTtl   | 3600 |

  @id:ttl-item-update-both
  @req:ttl.item.alias
  Scenario: ItemTtl wins over its alias in an update
    Given a Map
    And an item "k"
    When I update the item "k" with
      | Ttl     | 60   |
      | ItemTtl | 6000 |
    Then it is updated
    And the item "k" expires 6000 seconds after the request

  @id:ttl-item-update-zero
  @req:ttl.item.zero
  Scenario: A time to live of zero clears the expiry
    Given a Map
    And an item "k" with
      | Data    | {"a": 1} |
      | ItemTtl | 600      |
    When I update the item "k" with
      | ItemTtl | 0 |
    Then it is updated
    And it never expires
    And the item "k" never expires
