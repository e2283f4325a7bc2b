Feature: Services: URLs and links
  A Service tells where it is and where its objects are.

  @id:service-url-leads-back
  @req:service.fields.url @own-service
  Scenario: The url of a Service leads back to it
    Given another Service with
      | FriendlyName | Orders |
    When I fetch the other Service
    And I fetch its own URL
    Then it is returned
    And its "sid" is the SID of the other Service
    And its "friendly_name" is "Orders"

  @id:service-link
  @req:service.fields.links @own-service
  Scenario Outline: The link to <link> leads to those of the Service
    Given <object>
    When I fetch the Service
    And I follow the link "<link>"
    Then it is returned
    And its meta "key" is "<link>"
    And the page has 1 entry
    And the page lists <known>

    Examples:
      | case      | link      | object     | known        |
      | documents | documents | a Document | the Document |
      | lists     | lists     | a List     | the List     |
      | maps      | maps      | a Map      | the Map      |
      | streams   | streams   | a Stream   | the Stream   |

  @id:service-link-elsewhere
  @req:service.fields.links @own-service
  Scenario Outline: The link to <link> does not lead to those of another Service
    Given another Service
    And <object>
    When I fetch the other Service
    And I follow the link "<link>"
    Then it is returned
    And its meta "key" is "<link>"
    And the page is empty

    Examples:
      | case      | link      | object     |
      | documents | documents | a Document |
      | lists     | lists     | a List     |
      | maps      | maps      | a Map      |
      | streams   | streams   | a Stream   |
