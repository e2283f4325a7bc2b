Feature: Time to live: Lists
  CollectionTtl and its alias Ttl set the expiry of a List; the alias is ignored beside the other.

  @id:ttl-list-create
  @req:list.ttl.create
  Scenario Outline: A new List expires after its <parameter> (<case>)
    When I create a List with
      | <parameter> | <ttl> |
    Then it is created
    And it expires <ttl> seconds after the request
    And the List expires <ttl> seconds after the request

    Examples:
      | case                  | parameter     | ttl      |
      | ttl                   | Ttl           | 600      |
      | collection-ttl-a-year | CollectionTtl | 31536000 |

  @id:ttl-list-create-zero
  @req:list.ttl.zero
  Scenario: A time to live of zero means never
    When I create a List with
      | Ttl | 0 |
    Then it is created
    And it never expires
    And the List never expires

  @id:ttl-list-create-both
  @req:list.ttl.alias
  Scenario Outline: CollectionTtl wins over its alias on creation (<case>)
    When I create a List with
      | Ttl           | <alias> |
      | CollectionTtl | <ttl>   |
    Then it is created
    And it expires <ttl> seconds after the request

    Examples:
      | case          | alias | ttl  |
      | alias-shorter | 60    | 6000 |
      | alias-longer  | 60000 | 600  |

  @id:ttl-list-update
  @req:list.ttl.update
  Scenario Outline: An update sets a new expiry (<case>)
    Given a List with
      | Ttl | 600 |
    When I update the List with
      | <parameter> | <ttl> |
    Then it is updated
    And it expires <ttl> seconds after the request
    And the List expires <ttl> seconds after the request

    Examples:
      | case           | parameter     | ttl  |
      | ttl            | Ttl           | 3600 |
      | collection-ttl | CollectionTtl | 3600 |

  @id:ttl-list-update-of-endless
  @req:list.ttl.update
  Scenario: An update gives an expiry to a List that had none
    Given a List
    When I update the List with
      | CollectionTtl | 600 |
    Then it is updated
    And the List expires 600 seconds after the request

  @id:ttl-list-update-counts-anew
  @req:list.ttl.update @waits
  Scenario: The new expiry is counted from the update
    Given a List with
      | Ttl | 600 |
    When 5 seconds pass
    And I update the List with
      | Ttl | 600 |
    Then it is updated
    And it expires 600 seconds after the request

  @id:ttl-list-update-both
  @req:list.ttl.alias
  Scenario: CollectionTtl wins over its alias in an update
    Given a List with
      | Ttl | 300 |
    When I update the List with
      | Ttl           | 60000 |
      | CollectionTtl | 600   |
    Then it is updated
    And the List expires 600 seconds after the request

  @id:ttl-list-update-zero
  @req:list.ttl.zero
  Scenario: A time to live of zero clears the expiry
    Given a List with
      | Ttl | 600 |
    When I update the List with
      | CollectionTtl | 0 |
    Then it is updated
    And it never expires
    And the List never expires

  @id:ttl-list-ignored-alias
  @req:ttl.alias.ignored-invalid
  Scenario: A faulty alias beside a proper CollectionTtl is ignored or refused
    Given a List
    When I create another List with
      | Ttl           | -1  |
      | CollectionTtl | 600 |
    Then it is created or refused as invalid-ttl
    And the List never expires

  @id:ttl-list-kept-by-items
  @req:list.ttl.kept @waits
  Scenario: Items that come, change and go do not move the expiry of their List
    Given a List with
      | Ttl | 600 |
    When 3 seconds pass
    And I create a list item "a" with
      | Data    | {}   |
      | ItemTtl | 6000 |
    Then it is created
    And the List keeps its expiry
    When I update the list item "a" with
      | Data | {"n": 1} |
    Then it is updated
    And the List keeps its expiry
    When I delete the list item "a"
    Then it is deleted
    And the List keeps its expiry
