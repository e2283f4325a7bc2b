Feature: Services: deleting
  A deleted Service is gone for good, and other Services are as they were.

  @id:service-delete
  @req:service.delete.gone @own-service
  Scenario: A deleted Service can no longer be fetched
    Given another Service
    When I delete the other Service
    Then it is deleted
    And the other Service does not exist
    When I fetch the other Service
    Then it is refused as service-not-found

  @id:service-delete-twice
  @req:service.delete.gone @own-service
  Scenario: A second delete finds nothing
    Given another Service
    And the other Service was deleted
    When I delete the other Service
    Then it is refused as service-not-found

  @id:service-delete-leaves-others
  @req:service.isolated @own-service
  Scenario: Deleting a Service leaves other Services and what is in them alone
    Given another Service
    And a Document with
      | Data | {"a": 1} |
    When I delete the other Service
    Then it is deleted
    And the Service exists
    And the Document is unchanged

  @id:service-delete-emptied
  @req:service.delete.gone @own-service
  Scenario: A Service that has been emptied can be deleted
    Given another Service
    When I create a Map in the other Service
    And I delete the other Map
    Then it is deleted
    When I delete the other Service
    Then it is deleted
    And the other Service does not exist

  @id:service-delete-closed
  @req:service.delete.closed @own-service
  Scenario Outline: A deleted Service holds nothing and takes nothing in (<case>)
    Given another Service
    And the other Service was deleted
    When I list the <objects> of the other Service
    Then it is refused as service-not-found
    When I create a <object> in the other Service
    Then it is refused as service-not-found
    And the other Service does not exist

    Examples:
      | case      | objects   | object   |
      | documents | Documents | Document |
      | lists     | Lists     | List     |
      | maps      | Maps      | Map      |
      | streams   | Streams   | Stream   |

  @id:service-delete-full
  @req:service.delete.full @own-service
  Scenario: A Service that holds objects is deleted, or the deletion is refused
    Given another Service
    When I create a Document in the other Service
    Then it is created
    When I delete the other Service
    Then it is deleted or refused

  @id:service-delete-full-objects
  @req:service.delete.full-objects @own-service
  Scenario Outline: What a Service holds goes with it (<case>)
    Given another Service
    When I create a <object> in the other Service with
      | UniqueName | inside |
    Then it is created
    When I delete the other Service
    Then it is deleted
    And the other <object> does not exist
    When I fetch the other <object> by its unique name
    Then it is refused as service-not-found or <condition>
    When I list the <object>s of the other Service
    Then it is refused as service-not-found

    Examples:
      | case     | object   | condition          |
      | document | Document | document-not-found |
      | list     | List     | list-not-found     |
      | map      | Map      | map-not-found      |
      | stream   | Stream   | stream-not-found   |
