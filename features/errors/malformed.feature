Feature: Errors: malformed requests
  What cannot be understood is refused as the client's fault; it never breaks the server and never changes anything.

  @id:malformed-body
  @req:error.malformed.body
  Scenario Outline: A body that cannot be decoded is refused (<case>)
    Given a Document with
      | Data | {"a": 1} |
    When I create a Document with the body "<body>"
    Then it is refused as malformed-request or data-not-json
    And the Document is unchanged

    Examples:
      | case          | body          |
      | broken-escape | Data=%zz      |
      | half-escape   | Data=%7B%7D%2 |

  @id:malformed-body-open
  @req:error.malformed.open
  Scenario Outline: An odd body is understood or refused (<case>)
    Given another Document with
      | Data | {"a": 1} |
    When I create a Document with the body "<body>"
    Then it is created or refused
    And it is not a server error
    And the other Document is unchanged

    Examples:
      | case              | body                           |
      | no-value          | Data                           |
      | only-separators   | &&&                            |
      | unescaped-braces  | Data={}                        |
      | invalid-utf8-text | Data=%7B%22a%22%3A%22%FF%22%7D |

  @id:malformed-body-space
  @req:error.form-encoding
  Scenario Outline: Plus signs and escapes are decoded as forms demand (<case>)
    When I create a Document with the body "<body>"
    Then it is created
    And the "data" of the Document is {"a": "b c+d&e"}

    Examples:
      | case          | body                                     |
      | plus-is-space | Data=%7B%22a%22%3A%22b+c%2Bd%26e%22%7D   |
      | escaped-space | Data=%7B%22a%22%3A%22b%20c%2bd%26e%22%7D |

  @id:malformed-content-type
  @req:error.malformed.open
  Scenario Outline: A body of another type is understood, ignored or refused (<case>)
    Given another Document with
      | Data | {"a": 1} |
    When I create a Document with the body "<body>" as "<type>"
    Then it is created or refused
    And it is not a server error
    And the other Document is unchanged

    Examples:
      | case        | body        | type             |
      | json        | {}          | application/json |
      | broken-type | Data=%7B%7D | nonsense         |

  @id:malformed-no-content-type
  @req:error.malformed.open
  Scenario: A body without a content type is understood or refused
    Given another Document with
      | Data | {"a": 1} |
    When I create a Document with the body "Data=%7B%7D" without a content type
    Then it is created or refused
    And it is not a server error
    And the other Document is unchanged

  @id:malformed-charset
  @req:error.form-encoding
  Scenario: A content type may name its character set
    When I create a Document with the body "Data=%7B%22a%22%3A%22%C3%A9%22%7D" as "application/x-www-form-urlencoded; charset=UTF-8"
    Then it is created
    And the "data" of the Document is {"a": "é"}

  @id:malformed-huge-body
  @req:error.body-too-large
  Scenario: An enormous body is refused
    Given a Document with
      | Data | {"a": 1} |
    When I create a Document with a body of 2000000 bytes
    Then it is refused as body-too-large or data-too-large
    And the Document is unchanged

  @id:malformed-query
  @req:error.malformed.open
  Scenario Outline: A query that cannot be decoded is ignored or refused (<case>)
    Given a Map
    And the items a, b
    When I list the items with the query "<query>"
    Then it is returned or refused
    And it is not a server error
    And the items are a, b

    Examples:
      | case          | query        |
      | broken-escape | PageSize=%zz |
      | invalid-utf8  | From=%FF     |
      | nul           | From=%00     |
