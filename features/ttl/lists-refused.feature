Feature: Time to live: what is refused for Lists and their items
  A time to live is a whole number of seconds from 0 to one year; anything else is refused and changes nothing.

  @id:ttl-invalid-list-create
  @req:ttl.invalid
  Scenario Outline: A List is not created with a faulty <parameter> (<case>)
    When I create a List with
      | UniqueName  | messages |
      | <parameter> | <ttl>    |
    Then it is refused as invalid-ttl
    And no List is named "messages"

    Examples:
      | case                    | parameter     | ttl |
      | ttl-negative            | Ttl           | -1  |
      | collection-ttl-negative | CollectionTtl | -1  |

  @id:ttl-invalid-list-update
  @req:ttl.invalid
  Scenario Outline: A List is not updated with a faulty <parameter> (<case>)
    Given a List with
      | Ttl | 600 |
    When I update the List with
      | <parameter> | <ttl> |
    Then it is refused as invalid-ttl
    And the List is unchanged

    Examples:
      | case                | parameter     | ttl  |
      | ttl-negative        | Ttl           | -1   |
      | collection-ttl-word | CollectionTtl | soon |

  @id:ttl-invalid-list-item-create
  @req:ttl.invalid
  Scenario Outline: An item is not appended with a faulty <parameter> (<case>)
    Given a List with
      | Ttl | 600 |
    When I create a list item "a" with
      | Data        | {}    |
      | <parameter> | <ttl> |
    Then it is refused as invalid-ttl
    And the List is empty
    And the List is unchanged

    Examples:
      | case                | parameter     | ttl  |
      | ttl-negative        | Ttl           | -1   |
      | item-ttl-decimal    | ItemTtl       | 1.5  |
      | collection-ttl-word | CollectionTtl | soon |

  @id:ttl-invalid-list-item-update
  @req:ttl.invalid
  Scenario Outline: An item of a List is not updated with a faulty <parameter> (<case>)
    Given a List with
      | Ttl | 600 |
    And a list item "a" with
      | Data    | {"n": 1} |
      | ItemTtl | 300      |
    When I update the list item "a" with
      | Data        | {"n": 2} |
      | <parameter> | <ttl>    |
    Then it is refused as invalid-ttl
    And the list item "a" is unchanged
    And the List keeps its expiry

    Examples:
      | case                    | parameter     | ttl  |
      | ttl-word                | Ttl           | soon |
      | item-ttl-negative       | ItemTtl       | -1   |
      | collection-ttl-negative | CollectionTtl | -1   |

  @id:ttl-too-long-list
  @req:ttl.maximum
  Scenario Outline: A List is not given more than a year (<case>)
    Given a List with
      | Ttl | 600 |
    When I update the List with
      | <parameter> | 31536001 |
    Then it is refused as invalid-ttl
    And the List is unchanged
    When I create another List with
      | UniqueName  | messages |
      | <parameter> | 31536001 |
    Then it is refused as invalid-ttl
    And no List is named "messages"

    Examples:
      | case           | parameter     |
      | ttl            | Ttl           |
      | collection-ttl | CollectionTtl |

  @id:ttl-too-long-list-item
  @req:ttl.maximum
  Scenario Outline: Neither item nor List is given more than a year through an item (<case>)
    Given a List with
      | Ttl | 600 |
    And a list item "a" with
      | Data | {"n": 1} |
    When I update the list item "a" with
      | Data        | {"n": 2} |
      | <parameter> | 31536001 |
    Then it is refused as invalid-ttl
    And the list item "a" is unchanged
    And the List keeps its expiry
    When I create a list item "b" with
      | Data        | {}       |
      | <parameter> | 31536001 |
    Then it is refused as invalid-ttl
    And the list items are a

    Examples:
      | case           | parameter     |
      | ttl            | Ttl           |
      | item-ttl       | ItemTtl       |
      | collection-ttl | CollectionTtl |

  @id:ttl-empty-list
  @req:ttl.odd-values
  Scenario: An empty Ttl of a List is taken as none or refused
    Given a List
    When I create another List with
      | Ttl |  |
    Then it is created or refused as invalid-ttl
    And the List is unchanged

  @id:ttl-empty-list-item
  @req:ttl.odd-values
  Scenario: An empty ItemTtl of a new item is taken as none or refused
    Given a List
    And a list item "other"
    When I create a list item "a" with
      | Data    | {} |
      | ItemTtl |    |
    Then it is created or refused as invalid-ttl
    And the list item "other" is unchanged
