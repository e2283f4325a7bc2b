Feature: Permissions: the object they are about
  Permissions are kept beside their object: writing or deleting one changes neither its Data nor its items, name or expiry.

  @id:permission-keeps-document
  @req:permission.object-unchanged
  Scenario: Permissions change nothing of a Document
    Given a Document with
      | UniqueName | settings |
      | Data       | {"a": 1} |
      | Ttl        | 600      |
    When I update the permission "alice" of the Document with
      | Read   | true  |
      | Write  | false |
      | Manage | false |
    Then it is updated
    And the Document is unchanged
    And the "data" of the Document is {"a": 1}
    When I delete the permission "alice" of the Document
    Then it is deleted
    And the Document is unchanged

  @id:permission-keeps-map
  @req:permission.object-unchanged
  Scenario: Permissions change nothing of a Map and its items
    Given a Map with
      | UniqueName | players |
      | Ttl        | 600     |
    And an item "k" with
      | Data | {"a": 1} |
    When I update the permission "k" of the Map with
      | Read   | true  |
      | Write  | false |
      | Manage | false |
    Then it is updated
    And the Map is unchanged
    And the item "k" is unchanged
    When I delete the permission "k" of the Map
    Then it is deleted
    And the Map is unchanged
    And the items are k

  @id:permission-keeps-list
  @req:permission.object-unchanged
  Scenario: Permissions change nothing of a List and its items
    Given a List with
      | UniqueName | scores |
      | Ttl        | 600    |
    And a list item "a" with
      | Data | {"a": 1} |
    When I update the permission "0" of the List with
      | Read   | true  |
      | Write  | false |
      | Manage | false |
    Then it is updated
    And the List is unchanged
    And the list item "a" is unchanged
    When I delete the permission "0" of the List
    Then it is deleted
    And the List is unchanged
    And the list items are a
