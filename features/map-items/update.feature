Feature: Map Items: updating
  An update replaces the Data of one item as a whole and never creates an item.

  @id:map-item-update-replaces
  @req:map-item.update.replace
  Scenario Outline: An update replaces the Data and never merges it (<case>)
    Given a Map
    And an item "k" with
      | Data | <before> |
    When I update the item "k" with
      | Data | <after> |
    Then it is updated
    And its "data" is <after>
    And the "data" of the item "k" is <after>

    Examples:
      | case          | before                          | after           |
      | other-key     | {"a": 1, "b": 2}                | {"c": 3}        |
      | nested-object | {"a": {"x": 1, "y": 2}, "b": 2} | {"a": {"x": 3}} |
      | null-is-kept  | {"a": 1, "b": 2}                | {"a": null}     |
      | emptied       | {"a": 1}                        | {}              |

  @id:map-item-update-by-map-name
  @req:map-item.address.by-map-name
  Scenario: An item is updated through the unique name of its Map
    Given a Map with
      | UniqueName | players |
    And an item "k" with
      | Data | {"a": 1} |
    When I update the item "k" by the Map's unique name with
      | Data | {"a": 2} |
    Then it is updated
    And its "map_sid" is the SID of the Map
    And the "data" of the item "k" is {"a": 2}

  @id:map-item-update-ttl-only
  @req:map-item.update.partial
  Scenario: An update without Data leaves the Data alone
    Given a Map
    And an item "k" with
      | Data | {"a": 1} |
    When I update the item "k" with
      | ItemTtl | 600 |
    Then it is updated
    And its "data" is {"a": 1}
    And the "data" of the item "k" is {"a": 1}

  @id:map-item-update-leaves-others
  @req:map-item.isolated
  Scenario: An update leaves the other items alone
    Given a Map
    And the items a, b, c
    When I update the item "b" with
      | Data | {"a": 2} |
    Then it is updated
    And the item "a" is unchanged
    And the item "c" is unchanged
    And the items are a, b, c

  @id:map-item-update-deleted
  @req:map-item.update.no-upsert
  Scenario: An update does not bring a deleted item back
    Given a Map
    And an item "k"
    And the item "k" was deleted
    When I update the item "k" with
      | Data | {"a": 1} |
    Then it is refused as map-item-not-found
    And the item "k" does not exist
    And the Map is empty

  @id:map-item-update-nothing
  @req:map-item.update.no-parameter
  Scenario: An update without any parameter changes no Data
    Given a Map
    And an item "k" with
      | Data    | {"a": 1} |
      | ItemTtl | 600      |
    When I update the item "k"
    Then it is updated or refused as invalid-parameter
    And the "data" of the item "k" is {"a": 1}
    And the item "k" keeps its expiry

  @id:map-item-update-key
  @req:map-item.update.key
  Scenario: A key in an update is ignored or refused
    Given a Map
    And an item "k"
    When I update the item "k" with
      | Key  | renamed  |
      | Data | {"a": 2} |
    Then it is updated or refused
    And the items are k
