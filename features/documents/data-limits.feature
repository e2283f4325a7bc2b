Feature: Documents: limits of Data
  Data is JSON text of at most 16 KiB; anything else is refused and leaves no trace.

  @id:document-size-create
  @req:document.data.size-accepted
  Scenario Outline: Data well below the limit is accepted on creation (<case>)
    When I create a Document with
      | Data | <data> |
    Then it is created
    And the "data" of the Document is the Data that was sent

    Examples:
      | case  | data                        |
      | ascii | JSON of 15000 bytes         |
      | emoji | JSON of 15000 bytes in "😀" |

  @id:document-size-exact
  @req:document.data.size-exact
  Scenario Outline: Data of exactly 16 KiB is accepted on creation (<case>)
    When I create a Document with
      | Data | <data> |
    Then it is created
    And the "data" of the Document is the Data that was sent

    Examples:
      | case    | data                        |
      | ascii   | JSON of 16384 bytes         |
      | accents | JSON of 16384 bytes in "é"  |
      | emoji   | JSON of 16384 bytes in "😀" |

  @id:document-size-create-refused
  @req:document.data.size-refused
  Scenario Outline: Data above 16 KiB is refused on creation (<case>)
    When I create a Document with
      | UniqueName | settings |
      | Data       | <data>   |
    Then it is refused as data-too-large
    And no Document is named "settings"

    Examples:
      | case      | data                       |
      | one-above | JSON of 16385 bytes        |
      | accents   | JSON of 16385 bytes in "é" |

  @id:document-size-update
  @req:document.data.size-accepted
  Scenario: Data well below the limit is accepted in an update
    Given a Document
    And another Document with
      | Data | {"a": 1} |
    When I update the Document with
      | Data | JSON of 15000 bytes in "é" |
    Then it is updated
    And the "data" of the Document is the Data that was sent
    And the other Document is unchanged

  @id:document-size-exact-update
  @req:document.data.size-exact
  Scenario: Data of exactly 16 KiB is accepted in an update
    Given a Document
    When I update the Document with
      | Data | JSON of 16384 bytes in "é" |
    Then it is updated
    And the "data" of the Document is the Data that was sent

  @id:document-size-update-refused
  @req:document.data.size-refused
  Scenario: Data above 16 KiB is refused in an update
    Given a Document with
      | Data | {"a": 1} |
    When I update the Document with
      | Data | JSON of 16385 bytes |
      | Ttl  | 600                 |
    Then it is refused as data-too-large
    And the Document is unchanged

  @id:document-not-json-create
  @req:document.data.not-json
  Scenario Outline: Data that is not JSON is refused on creation (<case>)
    When I create a Document with
      | UniqueName | settings |
      | Data       | <data>   |
    Then it is refused as data-not-json
    And no Document is named "settings"

    Examples:
      | case           | data       |
      | truncated      | {"a": 1    |
      | single-quotes  | {'a': 1}   |
      | trailing-comma | {"a": 1,}  |
      | not-a-number   | {"a": NaN} |

  @id:document-not-json-update
  @req:document.data.not-json
  Scenario: Data that is not JSON is refused in an update
    Given a Document with
      | Data | {"a": 1} |
    When I update the Document with
      | Data | {"a": 1 |
    Then it is refused as data-not-json
    And the Document is unchanged

  @id:document-empty-data-create
  @req:document.data.empty
  Scenario: Empty Data on creation is taken as none or refused
    Given a Document with
      | Data | {"a": 1} |
    When I create another Document with
      | Data |  |
    Then it is created or refused as data-not-json or document-data-invalid
    And the Document is unchanged

  @id:document-null-create
  @req:document.data.null
  Scenario: Data of null is refused on creation
    When I create a Document with
      | UniqueName | settings |
      | Data       | null     |
    Then it is refused as document-data-invalid or data-not-json
    And no Document is named "settings"

  @id:document-non-object
  @req:document.data.non-object
  Scenario Outline: JSON that is no object is accepted or refused in good order (<case>)
    Given a Document with
      | Data | {"a": 1} |
    When I create another Document with
      | Data | <data> |
    Then it is created or refused as document-data-invalid or data-not-json
    And the Document is unchanged

    Examples:
      | case    | data      |
      | array   | [1, 2, 3] |
      | text    | "text"    |
      | number  | 42        |
      | boolean | true      |
      | null    | null      |
