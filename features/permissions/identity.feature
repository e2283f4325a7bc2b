Feature: Permissions: identities
  An identity is text that the application defines; it need belong to nobody, and is percent-encoded in the path.

  @id:permission-identity-plain
  @req:permission.identity.plain
  Scenario Outline: An identity may be <case>
    Given a <kind>
    When I update the permission "<identity>" of the <kind> with
      | Read   | true  |
      | Write  | false |
      | Manage | false |
    Then it is updated
    And its "identity" is "<identity>"
    And its "url" is its own URL
    And the permission "<identity>" of the <kind> is unchanged
    When I list the permissions of the <kind>
    Then the page has 1 entry
    And the page lists the permission "<identity>" of the <kind>

    Examples:
      | case             | kind     | identity          |
      | dots-and-hyphens | Document | anna.b-c_d        |
      | digits           | List     | 007               |
      | a-user-sid       | Map      | USER0123456789abc |

  @id:permission-identity-characters
  @req:permission.identity.characters
  Scenario Outline: An identity may hold <case>
    Given a <kind>
    When I update the permission "<identity>" of the <kind> with
      | Read   | true  |
      | Write  | false |
      | Manage | false |
    Then it is updated
    And its "identity" is "<identity>"
    And the permission "<identity>" of the <kind> is unchanged
    When I list the permissions of the <kind>
    Then the page has 1 entry
    And the page lists the permission "<identity>" of the <kind>
    When I delete the permission "<identity>" of the <kind>
    Then it is deleted
    And the permission "<identity>" of the <kind> grants nothing

    Examples:
      | case          | kind     | identity                |
      | spaces        | Document | anna maria              |
      | a-plus-sign   | Document | anna+sync@example.com   |
      | other-scripts | Document | Zoë-アンナ-😀               |
      | percent-code  | Document | 100%20                  |
      | punctuation   | Document | it's *so* (a)[b];$~,:&= |
      | list-mail     | List     | anna+sync@example.com   |
      | map-scripts   | Map      | Zoë アンナ                 |

  @id:permission-identity-url
  @req:permission.identity.characters
  Scenario: The url of a permission is usable whatever the identity
    Given a Map
    And the permission "a%20b c" of the Map
    When I fetch the permission "a%20b c" of the Map
    And I fetch its own URL
    Then it is returned
    And its "identity" is "a%20b c"

  @id:permission-identity-distinct
  @req:permission.identity.distinct
  Scenario: A plus sign and a space make different identities
    Given a Map
    And the permission "a+b" of the Map
    When I update the permission "a b" of the Map with
      | Read   | false |
      | Write  | false |
      | Manage | true  |
    Then it is updated
    And the permission "a+b" of the Map is unchanged
    When I list the permissions of the Map
    Then the page has 2 entries

  @id:permission-identity-case
  @req:permission.identity.case
  Scenario: Upper and lower case make different identities
    Given a Document
    And the permission "alice" of the Document
    When I update the permission "ALICE" of the Document with
      | Read   | false |
      | Write  | false |
      | Manage | true  |
    Then it is updated
    And its "identity" is "ALICE"
    And the permission "alice" of the Document is unchanged

  @id:permission-identity-slash
  @req:permission.identity.slash
  Scenario Outline: An identity may hold a slash (<case>)
    Given a <kind>
    When I update the permission "a/b" of the <kind> with
      | Read   | true  |
      | Write  | false |
      | Manage | false |
    Then it is updated
    And its "identity" is "a/b"
    And the permission "a/b" of the <kind> is unchanged

    Examples:
      | case     | kind     |
      | document | Document |
