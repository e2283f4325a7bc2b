Feature: Documents: creating
  A Document holds one JSON object in a Service. Every parameter of the creation is optional.

  @id:document-create-bare
  @req:document.create.optional-parameters
  Scenario: A Document can be created without any parameter
    When I create a Document
    Then it is created
    And its "sid" is a Document SID
    And its "unique_name" is null
    And it never expires
    And the Document never expires
    And the Document exists

  @id:document-create-default-data
  @req:document.create.default-data
  Scenario: A Document created without Data holds an empty object
    When I create a Document
    Then it is created
    And its "data" is {}
    And the "data" of the Document is {}

  @id:document-create-all-parameters
  @req:document.create.parameters
  Scenario: Name, Data and time to live can be given together
    When I create a Document with
      | UniqueName | session      |
      | Data       | {"stage": 1} |
      | Ttl        | 3600         |
    Then it is created
    And its "unique_name" is the unique name "session"
    And its "data" is {"stage": 1}
    And it expires 3600 seconds after the request
