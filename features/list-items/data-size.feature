Feature: List Items: the size of Data
  Data of an item has at most 16 KiB, counted in bytes; more is refused and leaves no trace.

  @id:list-item-size-create
  @req:list-item.data.size-accepted
  Scenario Outline: Data well below the limit is accepted on creation (<case>)
    Given a List
    When I create a list item "a" with
      | Data | <data> |
    Then it is created
    And the "data" of the list item "a" is the Data that was sent

    Examples:
      | case    | data                       |
      | ascii   | JSON of 15000 bytes        |
      | accents | JSON of 15000 bytes in "é" |

  @id:list-item-size-exact
  @req:list-item.data.size-exact
  Scenario Outline: Data of exactly 16 KiB is accepted on creation (<case>)
    Given a List
    When I create a list item "a" with
      | Data | <data> |
    Then it is created
    And the "data" of the list item "a" is the Data that was sent

    Examples:
      | case    | data                        |
      | ascii   | JSON of 16384 bytes         |
      | accents | JSON of 16384 bytes in "é"  |
      | emoji   | JSON of 16384 bytes in "😀" |

  @id:list-item-size-create-refused
  @req:list-item.data.size-refused
  Scenario Outline: Data above 16 KiB is refused on creation (<case>)
    Given a List with
      | Ttl | 600 |
    When I create a list item "a" with
      | Data          | <data> |
      | CollectionTtl | 6000   |
    Then it is refused as data-too-large
    And the List is empty
    And the List is unchanged

    Examples:
      | case      | data                        |
      | one-above | JSON of 16385 bytes         |
      | emoji     | JSON of 16385 bytes in "😀" |

  @id:list-item-size-update
  @req:list-item.data.size-accepted
  Scenario: Data well below the limit is accepted in an update
    Given a List
    And the list items a, other
    When I update the list item "a" with
      | Data | JSON of 15000 bytes |
    Then it is updated
    And the "data" of the list item "a" is the Data that was sent
    And the list item "other" is unchanged

  @id:list-item-size-exact-update
  @req:list-item.data.size-exact
  Scenario: Data of exactly 16 KiB is accepted in an update
    Given a List
    And a list item "a"
    When I update the list item "a" with
      | Data | JSON of 16384 bytes |
    Then it is updated
    And the "data" of the list item "a" is the Data that was sent

  @id:list-item-size-update-refused
  @req:list-item.data.size-refused
  Scenario: Data above 16 KiB is refused in an update
    Given a List
    And a list item "a" with
      | Data | {"a": 1} |
    When I update the list item "a" with
      | Data    | JSON of 16385 bytes |
      | ItemTtl | 600                 |
    Then it is refused as data-too-large
    And the list item "a" is unchanged
