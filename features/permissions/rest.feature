Feature: Permissions: REST is never restricted
  Permissions bind clients with access tokens. With the credentials of the account everything stays allowed, access control or not.

  @id:permission-rest-free-document
  @req:permission.rest-unrestricted
  Scenario: A Document that nobody may touch is read, updated and deleted over REST
    Given a Document with
      | Data | {"a": 1} |
    And the permission "alice" of the Document with
      | Read   | false |
      | Write  | false |
      | Manage | false |
    When I fetch the Document
    Then it is returned
    And its "data" is {"a": 1}
    When I update the Document with
      | Data | {"a": 2} |
    Then it is updated
    And the "data" of the Document is {"a": 2}
    When I delete the Document
    Then it is deleted
    And the Document does not exist

  @id:permission-rest-free-acl-document
  @req:permission.rest-unrestricted @own-service
  Scenario Outline: With access control on, REST may still do everything to a Document (<case>)
    Given another Service with
      | AclEnabled | true |
    When I create a Document in the other Service with
      | Data | {"a": 1} |
    Then it is created
    When I update the permission "<identity>" of the other Document with
      | Read   | false |
      | Write  | false |
      | Manage | false |
    Then it is updated
    When I fetch the other Document
    Then it is returned
    And its "data" is {"a": 1}
    When I update the other Document with
      | Data | {"a": 2} |
    Then it is updated
    And the "data" of the other Document is {"a": 2}
    When I delete the other Document
    Then it is deleted
    And the other Document does not exist

    Examples:
      | case       | identity |
      | of-a-user  | alice    |
      | of-creator | system   |

  @id:permission-rest-free-acl-containers
  @req:permission.rest-unrestricted @own-service
  Scenario Outline: With access control on, REST may still use and delete a <case>
    Given another Service with
      | AclEnabled | true |
    When I create a <kind> in the other Service
    Then it is created
    When I update the permission "alice" of the other <kind> with
      | Read   | false |
      | Write  | false |
      | Manage | false |
    Then it is updated
    When I create <item> in the other <kind> with
      | <parameter> | <value>  |
      | Data        | {"a": 1} |
    Then it is created
    And its "data" is {"a": 1}
    When I list the <items> of the other <kind>
    Then it is returned
    And the page has 1 entry
    When I update the other <kind> with
      | Ttl | 600 |
    Then it is updated
    When I list the <kind>s of the other Service
    Then the page lists the other <kind>
    When I delete the other <kind>
    Then it is deleted
    And the other <kind> does not exist

    Examples:
      | case | kind | item        | items      | parameter | value |
      | list | List | a list item | list items | ItemTtl   | 600   |
      | map  | Map  | an item     | items      | Key       | k     |

  @id:permission-rest-free-acl-stream
  @req:permission.rest-unrestricted @own-service
  Scenario: With access control on, REST may still publish to a Stream
    Given another Service with
      | AclEnabled | true |
    When I create a Stream in the other Service
    Then it is created
    When I create a message in the other Stream with
      | Data | {"a": 1} |
    Then it is created
    And its "data" is {"a": 1}
