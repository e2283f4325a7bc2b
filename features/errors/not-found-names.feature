Feature: Errors: below a name that is gone
  The unique name of an object that was deleted leads neither to it nor to anything below it.

  @id:not-found-map-name
  @req:error.not-found.list @req:error.body
  Scenario: A deleted Map's name leads to no items
    Given a Map with
      | UniqueName | players |
    And an item "k"
    And the Map was deleted
    When I list the items by the Map's unique name
    Then it is refused as map-not-found
    When I fetch the item "k" by the Map's unique name
    Then it is refused as map-not-found or map-item-not-found
    When I create an item by the Map's unique name with
      | Key  | k  |
      | Data | {} |
    Then it is refused as map-not-found
    And no Map is named "players"

  @id:not-found-list-name
  @req:error.not-found.list @req:error.body
  Scenario: A deleted List's name leads to no items
    Given a List with
      | UniqueName | tasks |
    And a list item "a"
    And the List was deleted
    When I list the list items by the List's unique name
    Then it is refused as list-not-found
    When I fetch the list item "a" by the List's unique name
    Then it is refused as list-not-found or list-item-not-found
    When I create a list item by the List's unique name with
      | Data | {} |
    Then it is refused as list-not-found
    And no List is named "tasks"

  @id:not-found-stream-name
  @req:error.not-found.list @req:error.body
  Scenario: A deleted Stream's name takes no messages
    Given a Stream with
      | UniqueName | news |
    And the Stream was deleted
    When I create a message by the Stream's unique name with
      | Data | {} |
    Then it is refused as stream-not-found
    And no Stream is named "news"

  @id:not-found-permissions-name
  @req:error.not-found.list @req:error.body
  Scenario Outline: A deleted <object>'s name leads to no permissions
    Given a <object> with
      | UniqueName | settings |
    And the permission "alice" of the <object>
    And the <object> was deleted
    When I list the permissions of the <object> by the <object>'s unique name
    Then it is refused as <condition>
    When I fetch the permission "alice" of the <object> by the <object>'s unique name
    Then it is refused as <condition> or permission-not-found
    When I update the permission "alice" of the <object> by the <object>'s unique name with
      | Read   | true |
      | Write  | true |
      | Manage | true |
    Then it is refused as <condition>
    And no <object> is named "settings"

    Examples:
      | case     | object   | condition          |
      | document | Document | document-not-found |
      | list     | List     | list-not-found     |
      | map      | Map      | map-not-found      |
