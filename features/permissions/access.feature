Feature: Permissions: who may not ask, and how not
  Without valid credentials no permission is shown, granted or deleted; methods outside the interface are refused.

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

  @id:permission-foreign-method
  @req:error.method
  Scenario Outline: A method the interface does not have is refused (<case>)
    Given a <kind>
    And the permission "alice" of the <kind>
    When I send <method> to the permission "alice" of the <kind>
    Then it is refused as method-not-allowed or route-not-found
    And the permission "alice" of the <kind> is unchanged

    Examples:
      | case         | kind     | method |
      | document-put | Document | PUT    |
      | list-patch   | List     | PATCH  |
      | map-put      | Map      | PUT    |
