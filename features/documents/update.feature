Feature: Documents: updating
  An update replaces the Data as a whole; what is not mentioned stays as it was.

  @id:document-update-replaces
  @req:document.update.replace
  Scenario Outline: An update replaces the Data and never merges it (<case>)
    Given a Document with
      | Data | <before> |
    When I update the Document with
      | Data | <after> |
    Then it is updated
    And its "data" is <after>
    And the "data" of the Document is <after>

    Examples:
      | case          | before                          | after           |
      | other-key     | {"a": 1, "b": 2}                | {"c": 3}        |
      | nested-object | {"a": {"x": 1, "y": 2}, "b": 2} | {"a": {"x": 3}} |
      | null-is-kept  | {"a": 1, "b": 2}                | {"a": null}     |
      | emptied       | {"a": 1}                        | {}              |

  @id:document-update-by-name
  @req:document.address.by-name
  Scenario: A Document is updated by its unique name
    Given a Document with
      | UniqueName | settings |
      | Data       | {"a": 1} |
    When I update the Document by its unique name with
      | Data | {"a": 2} |
    Then it is updated
    And its "sid" is the SID of the Document
    And the "data" of the Document is {"a": 2}

  @id:document-update-ttl-only
  @req:document.update.partial
  Scenario: An update without Data leaves the Data alone
    Given a Document with
      | Data | {"a": 1} |
    When I update the Document with
      | Ttl | 600 |
    Then it is updated
    And its "data" is {"a": 1}
    And the "data" of the Document is {"a": 1}

  @id:document-update-leaves-others
  @req:document.isolated
  Scenario: An update leaves other Documents alone
    Given a Document with
      | Data | {"a": 1} |
    And another Document with
      | Data | {"a": 1} |
    When I update the Document with
      | Data | {"a": 2} |
    Then it is updated
    And the other Document is unchanged

  @id:document-update-nothing
  @req:document.update.no-parameter
  Scenario: An update without any parameter changes no Data
    Given a Document with
      | Data | {"a": 1} |
      | Ttl  | 600      |
    When I update the Document
    Then it is updated or refused as invalid-parameter
    And the "data" of the Document is {"a": 1}
    And the Document keeps its expiry

  @id:document-update-name
  @req:document.update.unique-name
  Scenario: A unique name in an update is ignored or refused
    Given a Document with
      | UniqueName | settings |
      | Data       | {"a": 1} |
    When I update the Document with
      | UniqueName | renamed |
    Then it is updated or refused
    And the "unique_name" of the Document is the unique name "settings"
    And the "data" of the Document is {"a": 1}
