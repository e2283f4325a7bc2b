Feature: Permissions: what is not there
  An identity without a grant has no permission. Below an object or a Service that does not exist nothing is shown or written.

  @id:permission-unknown
  @req:permission.unknown.nothing
  Scenario Outline: An identity without a grant has none (<case>)
    Given a <kind>
    And the permission "alice" of the <kind>
    Then the permission "bob" of the <kind> grants nothing
    And the permission "alice" of the <kind> is unchanged

    Examples:
      | case     | kind     |
      | document | Document |
      | list     | List     |
      | map      | Map      |

  @id:permission-unknown-not-found
  @req:permission.unknown.not-found
  Scenario Outline: The permission of an identity without a grant is not found, and not made by asking (<case>)
    Given a <kind>
    When I fetch the permission "bob" of the <kind>
    Then it is refused as permission-not-found
    When I list the permissions of the <kind>
    Then the page is empty

    Examples:
      | case     | kind     |
      | document | Document |
      | list     | List     |
      | map      | Map      |

  @id:permission-object-missing
  @req:permission.object-missing
  Scenario Outline: Below an object that does not exist there are no permissions (<case>)
    When I fetch the permission "alice" of a missing <kind>
    Then it is refused as <condition> or permission-not-found
    When I update the permission "alice" of a missing <kind> with
      | Read   | true  |
      | Write  | false |
      | Manage | false |
    Then it is refused as <condition>
    And a missing <kind> does not exist
    When I delete the permission "alice" of a missing <kind>
    Then it is refused as <condition> or permission-not-found
    When I list the permissions of a missing <kind>
    Then it is refused as <condition>

    Examples:
      | case     | kind     | condition          |
      | document | Document | document-not-found |
      | list     | List     | list-not-found     |
      | map      | Map      | map-not-found      |

  @id:permission-service-missing
  @req:permission.service-missing
  Scenario: Below a Service that does not exist there are no permissions of a Document
    When I fetch a permission of a missing Service
    Then it is refused as service-not-found or document-not-found or permission-not-found
    When I update a permission of a missing Service with
      | Read   | true  |
      | Write  | false |
      | Manage | false |
    Then it is refused as service-not-found or document-not-found
    When I delete a permission of a missing Service
    Then it is refused as service-not-found or document-not-found or permission-not-found
    When I list the permissions of a missing Service
    Then it is refused as service-not-found or document-not-found

  @id:permission-other-service
  @req:isolation.service.fetch @req:isolation.service.update @req:isolation.service.delete @req:isolation.service.list-below
  @own-service
  Scenario Outline: Permissions are not reached through another Service (<case>)
    Given a <kind>
    And another Service
    And the permission "alice" of the <kind>
    When I fetch the permission "alice" of the <kind> through the other Service
    Then it is refused as <condition> or permission-not-found
    When I update the permission "alice" of the <kind> through the other Service with
      | Read   | false |
      | Write  | false |
      | Manage | true  |
    Then it is refused as <condition>
    When I delete the permission "alice" of the <kind> through the other Service
    Then it is refused as <condition> or permission-not-found
    When I list the permissions of the <kind> through the other Service
    Then it is refused as <condition>
    And the "manage" of the permission "alice" of the <kind> is false
    And the permission "alice" of the <kind> is unchanged

    Examples:
      | case     | kind     | condition          |
      | document | Document | document-not-found |
      | list     | List     | list-not-found     |
      | map      | Map      | map-not-found      |
