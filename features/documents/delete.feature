Feature: Documents: deleting
  A deleted Document is gone for good, under its SID and under its unique name.

  @id:document-delete-by-name
  @req:document.address.by-name
  Scenario: A Document is deleted by its unique name
    Given a Document with
      | UniqueName | settings |
    When I delete the Document by its unique name
    Then it is deleted
    And the Document does not exist
    And no Document is named "settings"

  @id:document-delete-frees-both-addresses
  @req:document.delete.gone
  Scenario: A Document deleted by its SID is gone under its name too
    Given a Document with
      | UniqueName | settings |
    When I delete the Document
    Then it is deleted
    And no Document is named "settings"
    When I fetch the Document
    Then it is refused as document-not-found

  @id:document-delete-twice
  @req:document.delete.gone
  Scenario: A second delete finds nothing
    Given a Document
    And the Document was deleted
    When I delete the Document
    Then it is refused as document-not-found
    And the Document does not exist

  @id:document-delete-update-after-by-name
  @req:document.update.no-upsert
  Scenario: An update by name does not bring a deleted Document back
    Given a Document with
      | UniqueName | settings |
    And the Document was deleted
    When I update the Document by its unique name with
      | Data | {"a": 1} |
    Then it is refused as document-not-found
    And the Document does not exist
    And no Document is named "settings"

  @id:document-delete-leaves-others
  @req:document.isolated
  Scenario: Deleting a Document leaves others alone
    Given a Document with
      | Data | {"a": 1} |
    And another Document with
      | Data | {"a": 1} |
    When I delete the Document
    Then it is deleted
    And the other Document is unchanged

  @id:document-delete-name-again
  @req:document.delete.name-reusable
  Scenario: The name of a deleted Document can be used again
    Given a Document with
      | UniqueName | settings   |
      | Data       | {"old": 1} |
    And the Document was deleted
    When I create another Document with
      | UniqueName | settings   |
      | Data       | {"new": 1} |
    Then it is created
    And the "data" of the other Document is {"new": 1}
    And the Document does not exist
