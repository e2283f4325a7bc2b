Feature: Time to live: Documents
  Ttl is a number of seconds, counted from the request that carries it. Without it a Document never expires.

  @id:ttl-document-create
  @req:ttl.document.create
  Scenario Outline: A new Document expires <ttl> seconds after its creation (<case>)
    When I create a Document with
      | Ttl | <ttl> |
    Then it is created
    And it expires <ttl> seconds after the request

    Examples:
      | case     | ttl      |
      | a-second | 1        |
      | a-year   | 31536000 |

  @id:ttl-document-create-zero
  @req:ttl.document.zero
  Scenario: A Ttl of zero means never
    When I create a Document with
      | Ttl | 0 |
    Then it is created
    And it never expires
    And the Document never expires

  @id:ttl-document-update
  @req:ttl.document.update
  Scenario: An update sets a new expiry
    Given a Document with
      | Data | {"a": 1} |
      | Ttl  | 600      |
    When I update the Document with
      | Ttl | 60 |
    Then it is updated
    And it expires 60 seconds after the request
    And the Document expires 60 seconds after the request
    And the "data" of the Document is {"a": 1}

  @id:ttl-document-update-zero
  @req:ttl.document.zero
  Scenario: A Ttl of zero in an update clears the expiry
    Given a Document with
      | Data | {"a": 1} |
      | Ttl  | 600      |
    When I update the Document with
      | Ttl | 0 |
    Then it is updated
    And it never expires
    And the Document never expires
    And the "data" of the Document is {"a": 1}

  @id:ttl-document-data-keeps
  @req:ttl.document.kept
  Scenario: New Data keeps the expiry
    Given a Document with
      | Data | {"a": 1} |
      | Ttl  | 600      |
    When I update the Document with
      | Data | {"a": 2} |
    Then it is updated
    And the Document keeps its expiry

  @id:ttl-document-data-does-not-restart
  @req:ttl.document.kept @waits
  Scenario: New Data does not start the time to live again
    Given a Document with
      | Data | {"a": 1} |
      | Ttl  | 600      |
    When 5 seconds pass
    And I update the Document with
      | Data | {"a": 2} |
    Then it is updated
    And the Document keeps its expiry

  @id:ttl-document-counted-anew
  @req:ttl.document.update @waits
  Scenario: An expiry is counted from the update and not from the creation
    Given a Document with
      | Ttl | 600 |
    When 3 seconds pass
    And I update the Document with
      | Ttl | 600 |
    Then it is updated
    And it expires 600 seconds after the request
