Feature: Map Items: Data is kept faithfully
  Whatever JSON object is sent comes back equal as JSON.

  @id:map-item-data-types
  @req:map-item.data.values
  Scenario Outline: Data with <case> comes back as it was sent
    Given a Map
    When I create an item with
      | Key  | k      |
      | Data | <data> |
    Then it is created
    And its "data" is the Data that was sent
    And the "data" of the item "k" is the Data that was sent

    Examples:
      | case       | data                                                                                      |
      | scalars    | {"t": "text", "e": "", "i": 42, "d": -3.25, "b": true, "f": false, "x": null, "": "1"}    |
      | structures | {"a": [], "o": {}, "m": [1, "a", null, {"b": []}, [2.5]], "d": {"e": {"f": [{"g": {}}]}}} |
      | numbers    | {"v": [9007199254740991, -9007199254740991, 0.30000000000000004, 1.5E+3, 2.5e-7]}         |

  @id:map-item-data-text
  @req:map-item.data.text
  Scenario Outline: Text with <case> is kept
    Given a Map
    When I create an item with
      | Key  | k      |
      | Data | <data> |
    Then it is created
    And the "data" of the item "k" is the Data that was sent

    Examples:
      | case        | data                                                          |
      | escapes     | {"v": "a\\"b\\\\c\\nd\\te\\u0001\\ud83d\\ude00"}              |
      | form-syntax | {"v": "  a+b&c=d%20e;f  "}                                    |
      | scripts     | {"v": "Grüße 日本語 שלום 😀👍🏽", "é": 1, "Key": 2, "key": 3} |
