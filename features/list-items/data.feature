Feature: List Items: Data is kept faithfully
  Whatever JSON object is sent comes back equal as JSON, on creation and in an update.

  @id:list-item-data-types
  @req:list-item.data.values
  Scenario Outline: Data with <case> comes back as it was sent
    Given a List
    When I create a list item "a" with
      | Data | <data> |
    Then it is created
    And its "data" is the Data that was sent
    And the "data" of the list item "a" is the Data that was sent

    Examples:
      | case       | data                                                                                      |
      | scalars    | {"t": "text", "e": "", "i": 42, "d": -3.25, "b": true, "f": false, "x": null, "": "1"}    |
      | structures | {"a": [], "o": {}, "m": [1, "a", null, {"b": []}, [2.5]], "d": {"e": {"f": [{"g": {}}]}}} |
      | numbers    | {"v": [9007199254740991, -9007199254740991, 0.30000000000000004, 1.5E+3, 2.5e-7]}         |
      | keys       | {"index": 7, "Index": 8, "a b": 1, "__proto__": 2, "10": 3, "9": 4}                       |
      | depth      | nested JSON of depth 20                                                                   |

  @id:list-item-data-text
  @req:list-item.data.text
  Scenario Outline: Text with <case> is kept
    Given a List
    When I create a list item "a" with
      | Data | <data> |
    Then it is created
    And the "data" of the list item "a" is the Data that was sent

    Examples:
      | case        | data                                                        |
      | escapes     | {"v": "a\\"b\\\\c\\nd\\te\\u0001\\ud83d\\ude00"}            |
      | form-syntax | {"v": "  a+b&c=d%20e;f  "}                                  |
      | scripts     | {"v": "Grüße 日本語 שלום 😀👍🏽", "é": 1, "Key": 2, "key": 3} |

  @id:list-item-data-update
  @req:list-item.data.values @req:list-item.data.text
  Scenario: Data of an update comes back as it was sent
    Given a List
    And a list item "a"
    When I update the list item "a" with
      | Data | {"é": "a+b 日本語 😀", "e\\u0301": "\\u0041"} |
    Then it is updated
    And its "data" is the Data that was sent
    And the "data" of the list item "a" is the Data that was sent

  @id:list-item-data-large-numbers
  @req:list-item.data.numbers-beyond
  Scenario: Numbers beyond double precision keep their value
    Given a List
    When I create a list item "a" with
      | Data | {"v": 9007199254740993} |
    Then it is created
    And the "data" of the list item "a" is {"v": 9007199254740993}

  @id:list-item-data-odd
  @req:list-item.data.robustness
  Scenario Outline: Odd but parseable Data is answered in good order (<case>)
    Given a List
    And a list item "other"
    When I create a list item "a" with
      | Data | <data> |
    Then it is created or refused
    And the list item "other" is unchanged

    Examples:
      | case           | data               |
      | nul            | {"v": "a\\u0000b"} |
      | duplicate-keys | {"a": 1, "a": 2}   |

  @id:list-item-data-unreadable
  @req:list-item.data.robustness @own-service
  Scenario Outline: Data that not every reader can read back breaks nothing (<case>)
    Given a List
    And a list item "other"
    When I create a list item "a" with
      | Data | <data> |
    Then it is not a server error
    And the list item "other" is unchanged

    Examples:
      | case                  | data             |
      | half-a-surrogate-pair | {"v": "\\ud83d"} |
      | huge-exponent         | {"v": 1e400}     |
