Feature: Time to live: List Items
  ItemTtl and its alias Ttl set the expiry of an item, which does not depend on the expiry of its List.

  @id:ttl-list-item-create
  @req:list-item.ttl.create
  Scenario Outline: A new item expires after its <parameter> (<case>)
    Given a List
    When I create a list item "a" with
      | Data        | {}    |
      | <parameter> | <ttl> |
    Then it is created
    And it expires <ttl> seconds after the request
    And the list item "a" expires <ttl> seconds after the request
    And the List never expires

    Examples:
      | case            | parameter | ttl      |
      | ttl             | Ttl       | 600      |
      | item-ttl-a-year | ItemTtl   | 31536000 |

  @id:ttl-list-item-create-zero
  @req:list-item.ttl.zero
  Scenario: A time to live of zero means never
    Given a List
    When I create a list item "a" with
      | Data    | {} |
      | ItemTtl | 0  |
    Then it is created
    And it never expires
    And the list item "a" never expires

  @id:ttl-list-item-create-both
  @req:list-item.ttl.alias
  Scenario Outline: ItemTtl wins over its alias on creation (<case>)
    Given a List
    When I create a list item "a" with
      | Data    | {}      |
      | Ttl     | <alias> |
      | ItemTtl | <ttl>   |
    Then it is created
    And it expires <ttl> seconds after the request

    Examples:
      | case          | alias | ttl  |
      | alias-shorter | 60    | 6000 |
      | alias-longer  | 60000 | 600  |

  @id:ttl-list-item-update
  @req:list-item.ttl.update
  Scenario Outline: An update sets a new expiry (<case>)
    Given a List
    And a list item "a" with
      | Data    | {"n": 1} |
      | ItemTtl | 600      |
    When I update the list item "a" with
      | <parameter> | <ttl> |
    Then it is updated
    And it expires <ttl> seconds after the request
    And the list item "a" expires <ttl> seconds after the request
    And the "data" of the list item "a" is {"n": 1}

    Examples:
      | case     | parameter | ttl  |
      | ttl      | Ttl       | 3600 |
      | item-ttl | ItemTtl   | 3600 |

  @id:ttl-list-item-update-both
  @req:list-item.ttl.alias
  Scenario: ItemTtl wins over its alias in an update
    Given a List
    And a list item "a"
    When I update the list item "a" with
      | Ttl     | 60   |
      | ItemTtl | 6000 |
    Then it is updated
    And the list item "a" expires 6000 seconds after the request

  @id:ttl-list-item-update-zero
  @req:list-item.ttl.zero
  Scenario: A time to live of zero clears the expiry
    Given a List
    And a list item "a" with
      | Data    | {"n": 1} |
      | ItemTtl | 600      |
    When I update the list item "a" with
      | ItemTtl | 0 |
    Then it is updated
    And it never expires
    And the list item "a" never expires
    And the "data" of the list item "a" is {"n": 1}

  @id:ttl-list-item-independent
  @req:list-item.ttl.independent
  Scenario: An item takes over the expiry neither of its List nor of its neighbour
    Given a List with
      | Ttl | 600 |
    And a list item "a" with
      | ItemTtl | 300 |
    When I create a list item "b" with
      | Data | {} |
    Then it is created
    And it never expires
    And the list item "b" never expires
    And the list item "a" is unchanged

  @id:ttl-list-item-data-keeps
  @req:list-item.ttl.kept @waits
  Scenario: New Data neither moves nor clears the expiry
    Given a List
    And a list item "a" with
      | Data    | {"n": 1} |
      | ItemTtl | 600      |
    When 5 seconds pass
    And I update the list item "a" with
      | Data | {"n": 2} |
    Then it is updated
    And the list item "a" keeps its expiry
    And the List never expires
