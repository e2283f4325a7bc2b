Feature: Permissions: who may not ask
  Without valid credentials no permission is shown, granted or deleted.

  @id:permission-access-read
  @req:error.unauthorized.read
  Scenario Outline: A permission is neither shown nor listed without valid credentials (<case>)
    Given a <kind>
    And the permission "alice" of the <kind>
    When I fetch the permission "alice" of the <kind> <how>
    Then it is refused as unauthorized
    And it has no "read"
    When I list the permissions of the <kind> <how>
    Then it is refused as unauthorized
    And it has no "permissions"

    Examples:
      | case     | kind     | how                 |
      | document | Document | without credentials |
      | list     | List     | with a wrong token  |
      | map      | Map      | without credentials |

  @id:permission-access-write
  @req:error.unauthorized.write
  Scenario Outline: A permission is neither granted nor deleted without valid credentials (<case>)
    Given a <kind>
    And the permission "alice" of the <kind>
    When I update the permission "bob" of the <kind> <how> with
      | Read   | true |
      | Write  | true |
      | Manage | true |
    Then it is refused as unauthorized
    And the permission "bob" of the <kind> grants nothing
    When I update the permission "alice" of the <kind> <how> with
      | Read   | true |
      | Write  | true |
      | Manage | true |
    Then it is refused as unauthorized
    And the permission "alice" of the <kind> is unchanged
    When I delete the permission "alice" of the <kind> <how>
    Then it is refused as unauthorized
    And the permission "alice" of the <kind> is unchanged

    Examples:
      | case     | kind     | how                 |
      | document | Document | with a wrong token  |
      | list     | List     | without credentials |
      | map      | Map      | with a wrong token  |
