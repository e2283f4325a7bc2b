Feature: Permissions: objects and their permissions
  Permissions belong to one object, whose SID or unique name addresses them; they go with it and are independent of those of others.

  @id:permission-by-name
  @req:permission.address.by-name
  Scenario Outline: The object is addressed by its unique name, the answer names its SID (<case>)
    Given a <kind> with
      | UniqueName | shared |
    When I update the permission "alice" of the <kind> by the <kind>'s unique name with
      | Read   | true  |
      | Write  | false |
      | Manage | false |
    Then it is updated
    And its "<sid>" is the SID of the <kind>
    And its "read" is true
    And the "read" of the permission "alice" of the <kind> is true
    When I fetch the permission "alice" of the <kind> by the <kind>'s unique name
    Then it is returned
    And its "<sid>" is the SID of the <kind>
    And its "identity" is "alice"
    And its "read" is true

    Examples:
      | case     | kind     | sid          |
      | document | Document | document_sid |
      | list     | List     | list_sid     |
      | map      | Map      | map_sid      |

  @id:permission-url-by-name
  @req:permission.fields.url-from-sids
  Scenario Outline: The url is built from SIDs when the object is addressed by name (<case>)
    Given a <kind> with
      | UniqueName | shared |
    And the permission "alice" of the <kind>
    When I fetch the permission "alice" of the <kind> by the <kind>'s unique name
    Then it is returned
    And its "url" is its own URL

    Examples:
      | case     | kind     |
      | document | Document |
      | list     | List     |
      | map      | Map      |

  @id:permission-two-objects
  @req:permission.isolated
  Scenario Outline: Permissions of two objects are independent (<case>)
    Given a <kind>
    And another <kind>
    And the permission "alice" of the other <kind> with
      | Read   | false |
      | Write  | true  |
      | Manage | false |
    When I update the permission "alice" of the <kind> with
      | Read   | true  |
      | Write  | false |
      | Manage | true  |
    Then it is updated
    And the permission "alice" of the other <kind> is unchanged
    And the permission "alice" of the <kind> is unchanged

    Examples:
      | case     | kind     |
      | document | Document |
      | list     | List     |
      | map      | Map      |

  @id:permission-two-identities
  @req:permission.isolated
  Scenario: Permissions of two identities are independent
    Given a Map
    And the permission "alice" of the Map
    When I update the permission "alice2" of the Map with
      | Read   | false |
      | Write  | false |
      | Manage | true  |
    Then it is updated
    And the permission "alice" of the Map is unchanged
    And the "manage" of the permission "alice2" of the Map is true

  @id:permission-three-kinds
  @req:permission.isolated
  Scenario: Permissions of a Document, a List and a Map are independent
    Given a Document
    And a List
    And a Map
    And the permission "alice" of the Document with
      | Read   | true  |
      | Write  | false |
      | Manage | false |
    And the permission "alice" of the List with
      | Read   | false |
      | Write  | true  |
      | Manage | false |
    And the permission "alice" of the Map with
      | Read   | false |
      | Write  | false |
      | Manage | true  |
    When I delete the permission "alice" of the List
    Then it is deleted
    And the permission "alice" of the Document is unchanged
    And the permission "alice" of the Map is unchanged

  @id:permission-object-deleted
  @req:permission.object-deleted
  Scenario Outline: Permissions are gone with their object, and a new one of its name has none (<case>)
    Given a <kind> with
      | UniqueName | shared |
    And the permission "alice" of the <kind>
    And the <kind> was deleted
    And another <kind> with
      | UniqueName | shared |
    Then the permission "alice" of the <kind> does not exist
    And the permission "alice" of the other <kind> grants nothing
    When I list the permissions of the <kind>
    Then it is refused as <condition>
    When I list the permissions of the other <kind>
    Then it is returned
    And the page is empty

    Examples:
      | case     | kind     | condition          |
      | document | Document | document-not-found |
      | list     | List     | list-not-found     |
      | map      | Map      | map-not-found      |
