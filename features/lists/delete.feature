Feature: Lists: deleting
  Deleting a List takes all of its items with it and leaves other Lists alone.

  @id:list-delete-by-sid
  @req:list.delete.gone
  Scenario: A deleted List can no longer be fetched
    Given a List with
      | UniqueName | messages |
    When I delete the List
    Then it is deleted
    And no List is named "messages"
    When I fetch the List
    Then it is refused as list-not-found

  @id:list-delete-by-name
  @req:list.address.by-name
  Scenario: A List is deleted by its unique name
    Given a List with
      | UniqueName | messages |
    When I delete the List by its unique name
    Then it is deleted
    And the List does not exist

  @id:list-delete-items
  @req:list.delete.items-gone
  Scenario: Deleting a List takes its items away
    Given a List
    And the list items a, b
    When I delete the List
    Then it is deleted
    And the list item "a" does not exist
    And the list item "b" does not exist
    When I list the list items
    Then it is refused as list-not-found

  @id:list-delete-no-append
  @req:list.delete.gone
  Scenario: Nothing is appended to a deleted List
    Given a List
    And a list item "a"
    And the List was deleted
    When I create a list item "b" with
      | Data | {} |
    Then it is refused as list-not-found
    And the List does not exist

  @id:list-delete-twice
  @req:list.delete.gone
  Scenario: A second delete finds nothing
    Given a List
    And the List was deleted
    When I delete the List
    Then it is refused as list-not-found

  @id:list-update-after-delete
  @req:list.update.no-upsert
  Scenario: An update does not bring a deleted List back
    Given a List with
      | UniqueName | messages |
    And the List was deleted
    When I update the List by its unique name with
      | Ttl | 600 |
    Then it is refused as list-not-found
    And the List does not exist

  @id:list-delete-leaves-others
  @req:list.isolated
  Scenario: Deleting a List leaves other Lists and their items alone
    Given a List
    And a list item "a"
    And another List
    And a list item "a" in the other List with
      | Data | {"n": 1} |
    When I delete the List
    Then it is deleted
    And the other List exists
    And the list item "a" of the other List is unchanged

  @id:list-delete-name-again
  @req:list.delete.name-reusable
  Scenario: The name of a deleted List can be used again, and the new List is empty
    Given a List with
      | UniqueName | messages |
    And the list items a, b
    And the List was deleted
    When I create another List with
      | UniqueName | messages |
    Then it is created
    And the other List is empty
    And the List does not exist
    When I fetch the other List by its unique name
    Then its "sid" is the SID of the other List
