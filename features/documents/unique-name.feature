Feature: Documents: unique names
  A unique name is optional text of 1 to 320 characters, given at creation and used once among the Documents of a Service.

  @id:document-name-taken
  @req:document.unique-name.taken @own-service
  Scenario: A name that is in use is refused for a second Document
    Given a Document with
      | UniqueName | settings |
      | Data       | {"a": 1} |
    When I create another Document with
      | UniqueName | settings |
      | Data       | {"a": 2} |
    Then it is refused as unique-name-taken
    And the Document is unchanged
    When I fetch the Document by its unique name
    Then its "sid" is the SID of the Document
    When I list the Documents
    Then the page has 1 entry

  @id:document-name-case
  @req:document.unique-name.case
  Scenario: Upper and lower case make different names
    Given a Document with
      | UniqueName | settings |
    When I create another Document with
      | UniqueName | SETTINGS |
    Then it is created
    And the Document is unchanged
