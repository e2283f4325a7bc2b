Feature: Documents: the fields of an answer
  Creation, fetch and update answer with the whole Document, in documented names and formats.

  @id:document-fields-created
  @req:document.fields.identity @req:document.fields.created-by @req:document.fields.dates @req:document.fields.revision @req:document.fields.links
  Scenario: A new Document is answered with all of its fields
    When I create a Document with
      | UniqueName | settings |
      | Data       | {"a": 1} |
    Then it is created
    And its fields are
      | sid          | a Document SID             |
      | account_sid  | an Account SID             |
      | service_sid  | the SID of the Service     |
      | unique_name  | the unique name "settings" |
      | data         | {"a": 1}                   |
      | revision     | a revision                 |
      | created_by   | "system"                   |
      | date_created | a date                     |
      | date_expires | null                       |
      | url          | its own URL                |
      | links        | links to permissions       |

  @id:document-fields-updated
  @req:document.fields.identity @req:document.fields.created-by @req:document.fields.dates @req:document.fields.revision @req:document.fields.links
  Scenario: An updated Document is answered with all of its fields
    Given a Document with
      | UniqueName | settings |
      | Data       | {"a": 1} |
    When I update the Document with
      | Data | {"a": 2} |
    Then it is updated
    And its "date_created" has not changed
    And its "date_updated" is not before its "date_created"
    And its fields are
      | sid          | the SID of the Document    |
      | account_sid  | an Account SID             |
      | service_sid  | the SID of the Service     |
      | unique_name  | the unique name "settings" |
      | data         | {"a": 2}                   |
      | revision     | a revision                 |
      | created_by   | "system"                   |
      | date_created | a date                     |
      | date_updated | a date                     |
      | date_expires | null                       |
      | url          | its own URL                |
      | links        | links to permissions       |

  @id:document-fields-date-updated-fresh
  @req:document.fields.date-updated-fresh
  Scenario: A new Document has a date of its last update
    When I create a Document
    Then it is created
    And its "date_updated" is a date
    And its "date_updated" is not before its "date_created"

  @id:document-fields-date-updated-moves
  @req:document.fields.date-updated-moves @req:document.fields.dates @waits
  Scenario: The date of the last update moves with new Data
    Given a Document with
      | Data | {"a": 1} |
    And the Document was updated with
      | Data | {"a": 2} |
    When 2 seconds pass
    And I update the Document with
      | Data | {"a": 3} |
    Then it is updated
    And its "date_updated" is later than before
    And its "date_created" has not changed

  @id:document-fields-url-by-name
  @req:document.fields.url-from-sids
  Scenario: The url is built from SIDs when the Document is addressed by name
    Given a Document with
      | UniqueName | settings |
    When I fetch the Document by its unique name
    Then it is returned
    And its "url" is its own URL
    And its "links" is links to permissions
