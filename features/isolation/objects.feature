Feature: Isolation: items and permissions of two objects
  Items and permissions belong to one object: equal indexes and identities in another one are others.

  @id:siblings-list-items
  @req:isolation.object.items
  Scenario: Lists number their items each for itself
    Given a List
    And another List
    And a list item "a" with
      | Data | {"in": "the one"} |
    And a list item "b" in the other List with
      | Data | {"in": "the other"} |
    When I update the list item "a" with
      | Data | {"in": "the one, still"} |
    Then it is updated
    And the "data" of the list item "b" of the other List is {"in": "the other"}
    When I delete the list item "a"
    Then it is deleted
    And the List is empty
    And the list items of the other List are b
    And the list item "b" of the other List is unchanged

  @id:siblings-items
  @req:isolation.object.items
  Scenario: Deleting an item leaves the one of the same key in another Map
    Given a Map
    And an item "k" with
      | Data | {"in": "the one"} |
    And another Map
    And an item "k" in the other Map with
      | Data | {"in": "the other"} |
    When I delete the item "k" of the other Map
    Then it is deleted
    And the other Map is empty
    And the item "k" is unchanged

  @id:siblings-permissions
  @req:isolation.object.permissions
  Scenario Outline: A permission of one <object> says nothing of another
    Given a <object>
    And the permission "alice" of the <object> with
      | Read   | true |
      | Write  | true |
      | Manage | true |
    And another <object>
    And the permission "alice" of the other <object> with
      | Read   | true  |
      | Write  | false |
      | Manage | false |
    When I update the permission "alice" of the other <object> with
      | Read   | false |
      | Write  | true  |
      | Manage | false |
    Then it is updated
    And the permission "alice" of the <object> is unchanged
    When I delete the permission "alice" of the other <object>
    Then it is deleted
    And the permission "alice" of the <object> is unchanged
    When I list the permissions of the <object>
    Then the page lists the permission "alice" of the <object>

    Examples:
      | case     | object   |
      | document | Document |
      | list     | List     |
      | map      | Map      |

  @id:siblings-kinds
  @req:isolation.object.permissions
  Scenario: A permission of a Map says nothing of a List or a Document
    Given a Document
    And the permission "alice" of the Document
    And a List
    And the permission "alice" of the List
    And a Map
    And the permission "alice" of the Map
    When I update the permission "alice" of the Map with
      | Read   | false |
      | Write  | false |
      | Manage | true  |
    Then it is updated
    And the permission "alice" of the Document is unchanged
    And the permission "alice" of the List is unchanged
    When I delete the permission "alice" of the Map
    Then it is deleted
    And the permission "alice" of the Document is unchanged
    And the permission "alice" of the List is unchanged

  @id:siblings-object-deleted
  @req:isolation.object.items
  Scenario: Deleting a List leaves the items of another
    Given a List
    And the list items a, b
    And another List
    And the list items in the other List c, d
    When I delete the List
    Then it is deleted
    And the list items of the other List are c, d
