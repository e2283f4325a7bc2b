Feature: Permissions: deleting
  Deleting a permission takes away what was granted: afterwards it is not found, or grants nothing.

  @id:permission-delete
  @req:permission.delete.revokes
  Scenario Outline: A deleted permission grants nothing any more, others stay (<case>)
    Given a <kind>
    And another <kind>
    And the permission "alice" of the <kind>
    And the permission "bob" of the <kind>
    And the permission "alice" of the other <kind>
    When I delete the permission "alice" of the <kind>
    Then it is deleted
    And the permission "alice" of the <kind> grants nothing
    And the permission "bob" of the <kind> is unchanged
    And the permission "alice" of the other <kind> is unchanged
    And the <kind> exists

    Examples:
      | case     | kind     |
      | document | Document |
      | list     | List     |
      | map      | Map      |

  @id:permission-delete-not-found
  @req:permission.delete.not-found
  Scenario Outline: A deleted permission is neither found nor listed (<case>)
    Given a <kind>
    And the permission "alice" of the <kind>
    And the permission "bob" of the <kind>
    When I delete the permission "alice" of the <kind>
    Then it is deleted
    And the permission "alice" of the <kind> does not exist
    When I list the permissions of the <kind>
    Then the page has 1 entry
    And the page lists the permission "bob" of the <kind>

    Examples:
      | case     | kind     |
      | document | Document |
      | list     | List     |
      | map      | Map      |

  @id:permission-delete-twice
  @req:permission.delete.again
  Scenario Outline: A second delete is accepted or finds nothing (<case>)
    Given a <kind>
    And the permission "alice" of the <kind>
    And the permission "bob" of the <kind>
    And the permission "alice" of the <kind> was deleted
    When I delete the permission "alice" of the <kind>
    Then it is deleted or refused as permission-not-found
    And the permission "alice" of the <kind> grants nothing
    And the permission "bob" of the <kind> is unchanged

    Examples:
      | case     | kind     |
      | document | Document |
      | list     | List     |
      | map      | Map      |

  @id:permission-delete-unknown
  @req:permission.delete.again
  Scenario Outline: Deleting what was never granted is accepted or finds nothing (<case>)
    Given a <kind>
    And the permission "alice" of the <kind>
    When I delete the permission "bob" of the <kind>
    Then it is deleted or refused as permission-not-found
    And the permission "alice" of the <kind> is unchanged

    Examples:
      | case     | kind     |
      | document | Document |
      | list     | List     |
      | map      | Map      |

  @id:permission-delete-grant-again
  @req:permission.delete.granted-again
  Scenario Outline: A deleted permission can be granted anew (<case>)
    Given a <kind>
    And the permission "alice" of the <kind>
    And the permission "alice" of the <kind> was deleted
    When I update the permission "alice" of the <kind> with
      | Read   | false |
      | Write  | false |
      | Manage | true  |
    Then it is updated
    And the "read" of the permission "alice" of the <kind> is false
    And the "write" of the permission "alice" of the <kind> is false
    And the "manage" of the permission "alice" of the <kind> is true

    Examples:
      | case     | kind     |
      | document | Document |
      | list     | List     |
      | map      | Map      |

  @id:permission-delete-by-name
  @req:permission.address.by-name
  Scenario Outline: A permission is deleted by the unique name of its object (<case>)
    Given a <kind> with
      | UniqueName | shared |
    And the permission "alice" of the <kind>
    When I delete the permission "alice" of the <kind> by the <kind>'s unique name
    Then it is deleted
    And the permission "alice" of the <kind> grants nothing

    Examples:
      | case     | kind     |
      | document | Document |
      | list     | List     |
      | map      | Map      |
