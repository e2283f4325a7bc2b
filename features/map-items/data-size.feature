Feature: Map Items: the size of Data
  Data of an item has at most 16 KiB, counted in bytes; more is refused and leaves no trace.

  @id:map-item-size-create
  @req:map-item.data.size-accepted
  Scenario Outline: Data well below the limit is accepted on creation (<case>)
    Given a Map
    When I create an item with
      | Key  | k      |
      | Data | <data> |
    Then it is created
    And the "data" of the item "k" is the Data that was sent

    Examples:
      | case    | data                       |
      | ascii   | JSON of 15000 bytes        |
      | accents | JSON of 15000 bytes in "é" |

  @id:map-item-size-exact
  @req:map-item.data.size-exact
  Scenario Outline: Data of exactly 16 KiB is accepted on creation (<case>)
    Given a Map
    When I create an item with
      | Key  | k      |
      | Data | <data> |
    Then it is created
    And the "data" of the item "k" is the Data that was sent

    Examples:
      | case    | data                        |
      | ascii   | JSON of 16384 bytes         |
      | accents | JSON of 16384 bytes in "é"  |
      | emoji   | JSON of 16384 bytes in "😀" |

  @id:map-item-size-create-refused
  @req:map-item.data.size-refused
  Scenario Outline: Data above 16 KiB is refused on creation (<case>)
    Given a Map with
      | Ttl | 600 |
    When I create an item with
      | Key           | k      |
      | Data          | <data> |
      | CollectionTtl | 6000   |
    Then it is refused as data-too-large
    And the Map is empty
    And the Map is unchanged

    Examples:
      | case      | data                        |
      | one-above | JSON of 16385 bytes         |
      | emoji     | JSON of 16385 bytes in "😀" |

  @id:map-item-size-update
  @req:map-item.data.size-accepted
  Scenario: Data well below the limit is accepted in an update
    Given a Map
    And the items k, other
    When I update the item "k" with
      | Data | JSON of 15000 bytes |
    Then it is updated
    And the "data" of the item "k" is the Data that was sent
    And the item "other" is unchanged

  @id:map-item-size-exact-update
  @req:map-item.data.size-exact
  Scenario: Data of exactly 16 KiB is accepted in an update
    Given a Map
    And an item "k"
    When I update the item "k" with
      | Data | JSON of 16384 bytes |
    Then it is updated
    And the "data" of the item "k" is the Data that was sent

  @id:map-item-size-update-refused
  @req:map-item.data.size-refused
  Scenario: Data above 16 KiB is refused in an update
    Given a Map
    And an item "k" with
      | Data | {"a": 1} |
    When I update the item "k" with
      | Data    | JSON of 16385 bytes |
      | ItemTtl | 600                 |
    Then it is refused as data-too-large
    And the item "k" is unchanged
