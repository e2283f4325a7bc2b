Feature: Permissions: the three flags
  Read, Write and Manage are booleans, independent of each other. What is missing or no boolean is refused, or read with care.

  @id:permission-combinations
  @req:permission.update.combinations
  Scenario Outline: Each combination of flags is kept (<case>)
    Given a <kind>
    When I update the permission "alice" of the <kind> with
      | Read   | <read>   |
      | Write  | <write>  |
      | Manage | <manage> |
    Then it is updated
    And its "read" is <read>
    And its "write" is <write>
    And its "manage" is <manage>
    And the "read" of the permission "alice" of the <kind> is <read>
    And the "write" of the permission "alice" of the <kind> is <write>
    And the "manage" of the permission "alice" of the <kind> is <manage>

    Examples:
      | case                | kind     | read  | write | manage |
      | document-read       | Document | true  | false | false  |
      | document-write      | Document | false | true  | false  |
      | document-manage     | Document | false | false | true   |
      | document-not-read   | Document | false | true  | true   |
      | document-not-write  | Document | true  | false | true   |
      | document-not-manage | Document | true  | true  | false  |
      | document-all        | Document | true  | true  | true   |

  @id:permission-nothing
  @req:permission.update.combinations
  Scenario Outline: A permission may be to do nothing (<case>)
    Given a <kind>
    And the permission "alice" of the <kind>
    When I update the permission "alice" of the <kind> with
      | Read   | false |
      | Write  | false |
      | Manage | false |
    Then it is updated
    And its "read" is false
    And its "write" is false
    And its "manage" is false
    And the permission "alice" of the <kind> grants nothing

    Examples:
      | case     | kind     |
      | document | Document |
      | list     | List     |
      | map      | Map      |

  @id:permission-flags-missing
  @req:permission.update.flags-missing
  Scenario Outline: A write that lacks flags is answered in good order (<case>)
    Given a <kind>
    And the permission "bob" of the <kind>
    When I update the permission "alice" of the <kind> with
      | Read | true |
    Then it is updated or refused
    And it is not a server error
    And the permission "bob" of the <kind> is unchanged
    When I update the permission "carol" of the <kind>
    Then it is updated or refused
    And the permission "carol" of the <kind> grants nothing

    Examples:
      | case     | kind     |
      | document | Document |
      | list     | List     |
      | map      | Map      |

  @id:permission-flags-required
  @req:permission.update.flags-required
  Scenario Outline: All three flags are required (<case>)
    Given a <kind>
    And the permission "alice" of the <kind>
    When I update the permission "alice" of the <kind> with
      | <one>     | false |
      | <another> | false |
    Then it is refused as invalid-parameter
    And the permission "alice" of the <kind> is unchanged

    Examples:
      | case          | kind     | one   | another |
      | document-read | Document | Write | Manage  |
      | list-write    | List     | Read  | Manage  |
      | map-manage    | Map      | Read  | Write   |

  @id:permission-flags-boolean
  @req:permission.update.flags-boolean
  Scenario Outline: A flag that is no boolean is refused (<case>)
    Given a <kind>
    And the permission "alice" of the <kind> with
      | Read   | false |
      | Write  | true  |
      | Manage | false |
    When I update the permission "alice" of the <kind> with
      | Read   | <read>   |
      | Write  | <write>  |
      | Manage | <manage> |
    Then it is refused
    And the permission "alice" of the <kind> is unchanged
    When I update the permission "bob" of the <kind> with
      | Read   | <read>   |
      | Write  | <write>  |
      | Manage | <manage> |
    Then it is refused
    And the permission "bob" of the <kind> grants nothing

    Examples:
      | case            | kind     | read  | write | manage |
      | document-read   | Document | maybe | false | true   |
      | document-manage | Document | true  | false | null   |
      | list-write      | List     | true  | maybe | true   |
      | map-manage      | Map      | true  | true  | 2.5    |

  @id:permission-flags-odd
  @req:permission.update.flags-odd
  Scenario Outline: Another spelling of a boolean is understood or refused (<case>)
    Given a Map
    And the permission "bob" of the Map
    When I update the permission "alice" of the Map with
      | Read   | <flag> |
      | Write  | false  |
      | Manage | false  |
    Then it is updated or refused
    And the permission "bob" of the Map is unchanged

    Examples:
      | case     | flag |
      | capitals | TRUE |
      | number   | 1    |
      | empty    |      |
