Feature: Errors: what goes with its parent
  What is in an object goes with it, and does not come back with a new object of the same name.

  @id:cascade-items
  @req:error.cascade.items
  Scenario: The items of a deleted List cannot be reached
    Given a List
    And the list items a, b
    And another List
    And a list item "c" in the other List
    And the List was deleted
    When I fetch the list item "a"
    Then it is refused as list-not-found or list-item-not-found
    When I update the list item "a" with
      | Data | {"a": 1} |
    Then it is refused as list-not-found or list-item-not-found
    When I delete the list item "b"
    Then it is refused as list-not-found or list-item-not-found
    When I list the list items
    Then it is refused as list-not-found
    When I create a list item "d" with
      | Data | {} |
    Then it is refused as list-not-found
    And the list items of the other List are c

  @id:cascade-map-items
  @req:error.cascade.items
  Scenario: The items of a deleted Map cannot be reached
    Given a Map
    And the items a, b
    And another Map
    And an item "a" in the other Map
    And the Map was deleted
    When I fetch the item "a"
    Then it is refused as map-not-found or map-item-not-found
    When I update the item "a" with
      | Data | {"a": 1} |
    Then it is refused as map-not-found or map-item-not-found
    When I delete the item "b"
    Then it is refused as map-not-found or map-item-not-found
    When I list the items
    Then it is refused as map-not-found
    When I create an item with
      | Key  | c  |
      | Data | {} |
    Then it is refused as map-not-found
    And the items of the other Map are a

  @id:cascade-permissions
  @req:error.cascade.permissions
  Scenario Outline: The permissions of a deleted <object> cannot be reached
    Given a <object>
    And the permission "alice" of the <object>
    And another <object>
    And the permission "alice" of the other <object>
    And the <object> was deleted
    When I fetch the permission "alice" of the <object>
    Then it is refused as <condition> or permission-not-found
    When I list the permissions of the <object>
    Then it is refused as <condition>
    When I update the permission "alice" of the <object> with
      | Read   | true |
      | Write  | true |
      | Manage | true |
    Then it is refused as <condition>
    When I delete the permission "alice" of the <object>
    Then it is refused as <condition> or permission-not-found
    And the permission "alice" of the other <object> is unchanged

    Examples:
      | case     | object   | condition          |
      | document | Document | document-not-found |
      | list     | List     | list-not-found     |
      | map      | Map      | map-not-found      |

  @id:cascade-list-again
  @req:error.cascade.empty-again
  Scenario: A new List of the same name is empty
    Given a List with
      | UniqueName | tasks |
    And the list items a, b
    And the List was deleted
    When I create another List with
      | UniqueName | tasks |
    Then it is created
    And the other List is empty
    When I list the list items by the List's unique name
    Then it is returned
    And the page is empty

  @id:cascade-map-again
  @req:error.cascade.empty-again
  Scenario: A new Map of the same name is empty and takes the former keys
    Given a Map with
      | UniqueName | players |
    And an item "k" with
      | Data | {"old": 1} |
    And the Map was deleted
    When I create another Map with
      | UniqueName | players |
    Then it is created
    And the other Map is empty
    When I create an item in the other Map with
      | Key  | k          |
      | Data | {"new": 1} |
    Then it is created
    And the "data" of the item "k" of the other Map is {"new": 1}
    And the item "k" does not exist

  @id:cascade-permissions-again
  @req:error.cascade.empty-again
  Scenario Outline: A new <object> of the same name has none of the former permissions
    Given a <object> with
      | UniqueName | settings |
    And the permission "alice" of the <object> with
      | Read   | true |
      | Write  | true |
      | Manage | true |
    And the <object> was deleted
    When I create another <object> with
      | UniqueName | settings |
    Then it is created
    When I list the permissions of the other <object>
    Then it is returned
    And the page does not list the permission "alice" of the <object>

    Examples:
      | case     | object   |
      | document | Document |
      | list     | List     |
      | map      | Map      |
