Feature: Permissions: listing
  The listing of a Document, List or Map holds all of its permissions and no others.

  @id:permission-list
  @req:permission.list.complete
  Scenario Outline: The listing holds every permission of its object and no other (<case>)
    Given a <kind>
    And another <kind>
    And the permission "alice" of the <kind>
    And the permission "bob" of the <kind>
    And the permission "carol" of the other <kind>
    When I list the permissions of the <kind>
    Then it is returned
    And its meta "key" is "permissions"
    And the page has 2 entries
    And the page lists the permission "alice" of the <kind>
    And the page lists the permission "bob" of the <kind>

    Examples:
      | case     | kind     |
      | document | Document |
      | list     | List     |
      | map      | Map      |

  @id:permission-list-entry
  @req:permission.list.entries
  Scenario Outline: A permission is listed with all of its fields (<case>)
    Given a <kind>
    And the permission "alice" of the <kind> with
      | Read   | true  |
      | Write  | false |
      | Manage | true  |
    And the permission "bob" of the <kind> with
      | Read   | false |
      | Write  | true  |
      | Manage | false |
    When I list the permissions of the <kind>
    Then the page has 2 entries
    And the page shows the permission "alice" of the <kind> in full
    And the page shows the permission "bob" of the <kind> in full

    Examples:
      | case     | kind     |
      | document | Document |
      | list     | List     |
      | map      | Map      |

  @id:permission-list-updated
  @req:permission.list.entries
  Scenario: A permission that was written twice is listed once, as it is now
    Given a Document
    And the permission "alice" of the Document
    And the permission "alice" of the Document with
      | Read   | true  |
      | Write  | false |
      | Manage | true  |
    When I list the permissions of the Document
    Then the page has 1 entry
    And the page shows the permission "alice" of the Document in full

  @id:permission-list-by-name
  @req:permission.address.by-name
  Scenario Outline: Permissions are listed by the unique name of their object (<case>)
    Given a <kind> with
      | UniqueName | shared |
    And the permission "alice" of the <kind>
    When I list the permissions of the <kind> by the <kind>'s unique name
    Then it is returned
    And the page has 1 entry
    And the page lists the permission "alice" of the <kind>

    Examples:
      | case     | kind     |
      | document | Document |
      | list     | List     |
      | map      | Map      |

  @id:permission-list-from-link
  @req:permission.list.from-link
  Scenario Outline: The link of an object leads to its permissions (<case>)
    Given a <kind>
    And the permission "alice" of the <kind>
    And another <kind>
    And the permission "bob" of the other <kind>
    When I fetch the <kind>
    And I follow the link "permissions"
    Then it is returned
    And its meta "key" is "permissions"
    And the page has 1 entry
    And the page lists the permission "alice" of the <kind>

    Examples:
      | case     | kind     |
      | document | Document |
      | list     | List     |
      | map      | Map      |

  @id:permission-list-closed
  @req:permission.collection-closed
  Scenario Outline: The listing takes no posts and cannot be deleted (<case>)
    Given a <kind>
    And the permission "alice" of the <kind>
    When I send <method> to the path "/v1/Services/{service}/<kind>s/{<sid>}/Permissions"
    Then it is refused as method-not-allowed or route-not-found
    And the permission "alice" of the <kind> is unchanged

    Examples:
      | case          | kind     | sid      | method |
      | document-post | Document | document | POST   |
      | list-post     | List     | list     | POST   |
      | map-delete    | Map      | map      | DELETE |
