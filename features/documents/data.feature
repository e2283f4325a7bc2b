Feature: Documents: Data is kept faithfully
  Whatever JSON object is sent comes back equal as JSON, on the answer and on every later fetch.

  @id:document-data-types
  @req:document.data.values
  Scenario Outline: Data with <case> comes back as it was sent
    When I create a Document with
      | Data | <data> |
    Then it is created
    And its "data" is the Data that was sent
    And the "data" of the Document is the Data that was sent

    Examples:
      | case        | data                                                                                            |
      | scalars     | {"t": "text", "e": "", "i": 42, "n": -17, "z": 0, "d": 3.25, "b": true, "f": false, "x": null}  |
      | structures  | {"a": [], "o": {}, "m": [1, "a", null, true, {"b": []}, [2.5]], "d": {"e": {"f": [{"g": {}}]}}} |
      | number-like | {"v": ["1", "true", "null", "{\\"a\\":1}"]}                                                     |

  @id:document-data-depth
  @req:document.data.values
  Scenario: Objects within objects come back complete
    When I create a Document with
      | Data | nested JSON of depth 20 |
    Then it is created
    And the "data" of the Document is the Data that was sent

  @id:document-data-deep
  @req:document.data.nesting-deep
  Scenario: Data of a hundred levels comes back complete
    When I create a Document with
      | Data | nested JSON of depth 100 |
    Then it is created
    And the "data" of the Document is the Data that was sent

  @id:document-data-very-deep
  @req:document.data.very-deep @own-service
  Scenario: Data of a thousand levels breaks nothing
    Given a Document with
      | Data | {"a": 1} |
    When I create another Document with
      | Data | nested JSON of depth 1000 |
    Then it is not a server error
    And the Document is unchanged

  @id:document-data-numbers
  @req:document.data.numbers
  Scenario Outline: Numbers keep their value (<case>)
    When I create a Document with
      | Data | {"v": <numbers>} |
    Then it is created
    And its "data" is {"v": <numbers>}
    And the "data" of the Document is {"v": <numbers>}

    Examples:
      | case      | numbers                                                           |
      | integers  | [9007199254740991, -9007199254740991, 4294967296, 0]              |
      | decimals  | [0.1, 0.30000000000000004, 3.141592653589793, -2.5]               |
      | exponents | [1.5E+3, 2.5e-7, 1.7976931348623157e308, 2.2250738585072014e-308] |

  @id:document-data-large-numbers
  @req:document.data.numbers-beyond
  Scenario Outline: Numbers beyond double precision keep their value (<case>)
    When I create a Document with
      | Data | {"v": <number>} |
    Then it is created
    And the "data" of the Document is {"v": <number>}

    Examples:
      | case         | number                             |
      | above-safe   | 9007199254740993                   |
      | long-decimal | 0.12345678901234567890123456789012 |

  @id:document-data-keys
  @req:document.data.values
  Scenario Outline: Keys of Data are kept as they are (<case>)
    When I create a Document with
      | Data | <data> |
    Then it is created
    And the "data" of the Document is the Data that was sent

    Examples:
      | case    | data                                                           |
      | odd     | {"": 1, " a b ": 2, "a.b": 3, "__proto__": 4, "10": 5, "9": 6} |
      | case    | {"a": 1, "A": 2}                                               |
      | unicode | {"ключ": 1, "鍵": 2, "😀": 3}                                  |

  @id:document-data-key-order
  @req:document.data.equality
  Scenario: The order of keys and white space have no meaning
    When I create a Document with
      | Data | {  "b" : 1,  "a" : { "d":2,  "c" : 3 } } |
    Then it is created
    And the "data" of the Document is {"a": {"c": 3, "d": 2}, "b": 1}
