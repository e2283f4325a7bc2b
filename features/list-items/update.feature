Feature: List Items: updating
  An update replaces the Data of one item as a whole and never creates an item.

  @id:list-item-update-replaces
  @req:list-item.update.replace
  Scenario Outline: An update replaces the Data and never merges it (<case>)
    Given a List
    And a list item "a" with
      | Data | <before> |
    When I update the list item "a" with
      | Data | <after> |
    Then it is updated
    And its "data" is <after>
    And the "data" of the list item "a" is <after>

    Examples:
      | case          | before                          | after           |
      | other-key     | {"text": "hello", "user": "x"}  | {"user": "y"}   |
      | nested-object | {"a": {"x": 1, "y": 2}, "b": 2} | {"a": {"x": 3}} |
      | null-is-kept  | {"a": 1, "b": 2}                | {"a": null}     |
      | emptied       | {"a": 1}                        | {}              |

  @id:list-item-update-by-list-name
  @req:list-item.address.by-list-name
  Scenario: An item is updated through the unique name of its List
    Given a List with
      | UniqueName | messages |
    And a list item "a" with
      | Data | {"n": 1} |
    When I update the list item "a" by the List's unique name with
      | Data | {"n": 2} |
    Then it is updated
    And its "list_sid" is the SID of the List
    And the "data" of the list item "a" is {"n": 2}

  @id:list-item-update-ttl-only
  @req:list-item.update.partial
  Scenario: An update without Data leaves the Data alone
    Given a List
    And a list item "a" with
      | Data | {"n": 1} |
    When I update the list item "a" with
      | ItemTtl | 600 |
    Then it is updated
    And its "data" is {"n": 1}
    And the "data" of the list item "a" is {"n": 1}

  @id:list-item-update-leaves-others
  @req:list-item.isolated
  Scenario: An update leaves the other items alone
    Given a List
    And the list items a, b, c
    When I update the list item "b" with
      | Data | {"n": 2} |
    Then it is updated
    And the list item "a" is unchanged
    And the list item "c" is unchanged
    And the list items are a, b, c

  @id:list-item-update-other-list
  @req:list-item.isolated
  Scenario: An update leaves the item at the same index of another List alone
    Given a List
    And a list item "a"
    And another List
    And a list item "a" in the other List
    When I update the list item "a" with
      | Data | {"n": 2} |
    Then it is updated
    And the list item "a" of the other List is unchanged

  @id:list-item-update-deleted
  @req:list-item.update.no-upsert
  Scenario: An update does not bring a deleted item back
    Given a List
    And the list items a, b
    And the list item "a" was deleted
    When I update the list item "a" with
      | Data | {"n": 1} |
    Then it is refused as list-item-not-found
    And the list item "a" does not exist
    And the list items are b

  @id:list-item-update-next-index
  @req:list-item.update.no-upsert
  Scenario: An update of an index that is not there appends nothing
    Given a List
    When I update the list item at index "0" with
      | Data | {"n": 1} |
    Then it is refused as list-item-not-found
    And the List is empty

  @id:list-item-update-nothing
  @req:list-item.update.no-parameter
  Scenario: An update without any parameter changes no Data
    Given a List
    And a list item "a" with
      | Data    | {"n": 1} |
      | ItemTtl | 600      |
    When I update the list item "a"
    Then it is updated or refused as invalid-parameter
    And the "data" of the list item "a" is {"n": 1}
    And the list item "a" keeps its expiry

  @id:list-item-update-index
  @req:list-item.update.index
  Scenario: An index in an update is ignored or refused
    Given a List
    And the list items a, b, c
    When I update the list item "a" with
      | Index | the index of "c" |
      | Data  | {"n": 2}         |
    Then it is updated or refused
    And the list item "b" is unchanged
    And the list item "c" is unchanged
    And the list items are a, b, c
