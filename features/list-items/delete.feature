Feature: List Items: deleting
  A deleted item is gone from its List; the other items stay where they are.

  @id:list-item-delete
  @req:list-item.delete.gone
  Scenario Outline: A deleted item is neither found nor listed any more (<case>)
    Given a List
    And the list items a, b, c
    When I delete the list item <item>
    Then it is deleted
    And the list item <item> does not exist
    And the list items are <rest>

    Examples:
      | case   | item | rest |
      | first  | "a"  | b, c |
      | middle | "b"  | a, c |
      | last   | "c"  | a, b |

  @id:list-item-delete-by-list-name
  @req:list-item.address.by-list-name
  Scenario: An item is deleted through the unique name of its List
    Given a List with
      | UniqueName | messages |
    And the list items a, b
    When I delete the list item "a" by the List's unique name
    Then it is deleted
    And the list item "a" does not exist
    And the list items are b

  @id:list-item-delete-twice
  @req:list-item.delete.gone
  Scenario: A second delete finds nothing
    Given a List
    And the list items a, b
    And the list item "a" was deleted
    When I delete the list item "a"
    Then it is refused as list-item-not-found
    And the list items are b

  @id:list-item-delete-leaves-others
  @req:list-item.isolated
  Scenario: Deleting an item leaves its List and the other items alone
    Given a List
    And a list item "a"
    And a list item "b" with
      | Data    | {"n": 2} |
      | ItemTtl | 600      |
    When I delete the list item "a"
    Then it is deleted
    And the list item "b" is unchanged
    And the List exists

  @id:list-item-delete-other-list
  @req:list-item.isolated
  Scenario: Deleting an item leaves the same index of another List alone
    Given a List
    And a list item "a"
    And another List
    And a list item "a" in the other List
    When I delete the list item "a"
    Then it is deleted
    And the list item "a" of the other List is unchanged
    And the list items of the other List are a

  @id:list-item-delete-last
  @req:list-item.delete.list-stays
  Scenario: A List outlives its last item and takes new ones
    Given a List
    And a list item "a"
    When I delete the list item "a"
    Then it is deleted
    And the List exists
    And the List is empty
    When I create a list item "b" with
      | Data | {"n": 1} |
    Then it is created
    And the "data" of the list item "b" is {"n": 1}
    When I list the list items
    Then the page has 1 entry
    And the page lists the list item "b"
