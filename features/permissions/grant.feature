Feature: Permissions: granting
  Writing to an identity grants it a permission on a Document, List or Map, or changes the one it has. The answer shows it whole.

  @id:permission-grant
  @req:permission.update.grants
  Scenario Outline: Writing grants a permission to an identity that has none (<case>)
    Given a <kind>
    When I update the permission "alice" of the <kind> with
      | Read   | true  |
      | Write  | true  |
      | Manage | false |
    Then it is updated
    And its "read" is true
    And its "write" is true
    And its "manage" is false
    And the permission "alice" of the <kind> is unchanged

    Examples:
      | case     | kind     |
      | document | Document |
      | list     | List     |
      | map      | Map      |

  @id:permission-fields
  @req:permission.fields @req:permission.fields.url @req:permission.fetch.stored
  Scenario Outline: A permission is answered and fetched with all of its fields (<case>)
    Given a <kind>
    When I update the permission "alice" of the <kind> with
      | Read   | true  |
      | Write  | false |
      | Manage | true  |
    Then it is updated
    And its fields are
      | account_sid | an Account SID         |
      | service_sid | the SID of the Service |
      | <sid>       | the SID of the <kind>  |
      | identity    | "alice"                |
      | read        | true                   |
      | write       | false                  |
      | manage      | true                   |
      | url         | its own URL            |
    When I fetch the permission "alice" of the <kind>
    Then it is returned
    And its fields are
      | account_sid | an Account SID         |
      | service_sid | the SID of the Service |
      | <sid>       | the SID of the <kind>  |
      | identity    | "alice"                |
      | read        | true                   |
      | write       | false                  |
      | manage      | true                   |
      | url         | its own URL            |
    And the permission "alice" of the <kind> is unchanged

    Examples:
      | case     | kind     | sid          |
      | document | Document | document_sid |
      | list     | List     | list_sid     |
      | map      | Map      | map_sid      |

  @id:permission-url
  @req:permission.fields.url
  Scenario: The url of a permission leads back to it
    Given a List
    And the permission "alice" of the List
    And the permission "bob" of the List
    When I fetch the permission "alice" of the List
    And I fetch its own URL
    Then it is returned
    And its "identity" is "alice"
    And its "write" is true

  @id:permission-replace
  @req:permission.update.replaces
  Scenario Outline: A further write replaces all flags (<case>)
    Given a <kind>
    And the permission "alice" of the <kind> with
      | Read   | true  |
      | Write  | false |
      | Manage | true  |
    When I update the permission "alice" of the <kind> with
      | Read   | false |
      | Write  | true  |
      | Manage | false |
    Then it is updated
    And its "read" is false
    And its "write" is true
    And its "manage" is false
    And the "read" of the permission "alice" of the <kind> is false
    And the "write" of the permission "alice" of the <kind> is true
    And the "manage" of the permission "alice" of the <kind> is false
    When I list the permissions of the <kind>
    Then the page has 1 entry

    Examples:
      | case     | kind     |
      | document | Document |
      | list     | List     |
      | map      | Map      |
