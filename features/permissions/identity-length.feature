Feature: Permissions: the length of identities
  An identity has at most 256 characters.

  @id:permission-identity-longest
  @req:permission.identity.length
  Scenario Outline: An identity of 256 characters is accepted (<case>)
    Given a <kind>
    And the permission 255 × "x" of the <kind>
    When I update the permission 256 × "x" of the <kind> with
      | Read   | false |
      | Write  | false |
      | Manage | true  |
    Then it is updated
    And its "manage" is true
    And the permission 256 × "x" of the <kind> is unchanged
    And the permission 255 × "x" of the <kind> is unchanged

    Examples:
      | case     | kind     |
      | document | Document |
      | list     | List     |
      | map      | Map      |

  @id:permission-identity-longest-unicode
  @req:permission.identity.length-in-characters
  Scenario: The length of an identity counts characters
    Given a Map
    When I update the permission 256 × "é" of the Map with
      | Read   | true  |
      | Write  | false |
      | Manage | false |
    Then it is updated
    And the permission 256 × "é" of the Map is unchanged

  @id:permission-identity-too-long
  @req:permission.identity.too-long
  Scenario Outline: An identity of 257 characters is refused (<case>)
    Given a <kind>
    When I update the permission 257 × "x" of the <kind> with
      | Read   | true  |
      | Write  | false |
      | Manage | false |
    Then it is refused as invalid-identity
    When I list the permissions of the <kind>
    Then the page is empty

    Examples:
      | case     | kind     |
      | document | Document |
      | list     | List     |
      | map      | Map      |
