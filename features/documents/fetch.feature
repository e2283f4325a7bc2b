Feature: Documents: fetching and listing
  A Document is addressed by its SID or by its unique name, and listed with all others of its Service.

  @id:document-fetch-named-by-sid
  @req:document.address.by-sid
  Scenario: A named Document can be fetched by its SID as well
    Given a Document with
      | UniqueName | settings |
    When I fetch the Document
    Then it is returned
    And its "unique_name" is the unique name "settings"

  @id:document-fetch-changes-nothing
  @req:document.fetch.no-effect
  Scenario: Fetching a Document changes nothing
    Given a Document with
      | Data | {"a": 1} |
      | Ttl  | 600      |
    When I fetch the Document
    Then it is returned
    And its revision has not changed
    And the Document is unchanged

  @id:document-fetch-the-right-one
  @req:document.address.by-name
  Scenario: A unique name leads to its own Document among several
    Given a Document with
      | UniqueName | alpha    |
      | Data       | {"n": 1} |
    And another Document with
      | UniqueName | beta     |
      | Data       | {"n": 2} |
    When I fetch the other Document by its unique name
    Then it is returned
    And its "sid" is the SID of the other Document
    And its "data" is {"n": 2}

  @id:document-fetch-own-url
  @req:document.fields.url
  Scenario: The url of a Document leads back to it
    Given a Document with
      | Data | {"a": 1} |
    When I fetch the Document
    And I fetch its own URL
    Then it is returned
    And its "sid" is the SID of the Document
    And its "data" is {"a": 1}

  @id:document-list-all
  @req:document.list.complete @own-service
  Scenario: The listing holds every Document of the Service, named or not
    Given a Document with
      | UniqueName | alpha |
    And another Document
    And a Map
    When I list the Documents
    Then it is returned
    And the page has 2 entries
    And the page lists the Document
    And the page lists the other Document

  @id:document-list-entry
  @req:document.list.entries @own-service
  Scenario: A Document is listed with all of its fields
    Given a Document with
      | UniqueName | alpha         |
      | Data       | {"a": [1, 2]} |
      | Ttl        | 3600          |
    When I list the Documents
    Then the page has 1 entry
    And the page shows the Document in full

  @id:document-list-without-deleted
  @req:document.list.complete @own-service
  Scenario: A deleted Document is no longer listed
    Given a Document
    And another Document
    And the Document was deleted
    When I list the Documents
    Then it is returned
    And the page does not list the Document
    And the page lists the other Document
