Feature: Stream Messages: Data
  A message carries any JSON object and is answered with what was sent, character for character.

  @id:message-data
  @req:stream-message.data.values
  Scenario Outline: Data with <case> come back as they were sent
    Given a Stream
    When I create a message with
      | Data | <data> |
    Then it is created
    And its "data" is the Data that was sent

    Examples:
      | case        | data                                                                                            |
      | scalars     | {"t": "text", "e": "", "i": 42, "n": -17, "z": 0, "d": 3.25, "b": true, "f": false, "x": null}  |
      | structures  | {"a": [], "o": {}, "m": [1, "a", null, true, {"b": []}, [2.5]], "d": {"e": {"f": [{"g": {}}]}}} |
      | number-like | {"v": ["1", "true", "null", "{\\"a\\":1}"]}                                                     |
      | odd-keys    | {"": 1, " a b ": 2, "a.b": 3, "__proto__": 4, "10": 5, "9": 6, "sid": 7, "ключ": 8, "鍵": 9}     |
      | depth       | nested JSON of depth 20                                                                         |

  @id:message-data-numbers
  @req:stream-message.data.numbers
  Scenario Outline: Numbers keep their value (<case>)
    Given a Stream
    When I create a message with
      | Data | {"v": <numbers>} |
    Then it is created
    And its "data" is {"v": <numbers>}

    Examples:
      | case      | numbers                                                           |
      | integers  | [9007199254740991, -9007199254740991, 4294967296, 0]              |
      | decimals  | [0.1, 0.30000000000000004, 3.141592653589793, -2.5]               |
      | exponents | [1.5E+3, 2.5e-7, 1.7976931348623157e308, 2.2250738585072014e-308] |

  @id:message-text
  @req:stream-message.data.text
  Scenario Outline: Text with <case> is kept
    Given a Stream
    When I create a message with
      | Data | <data> |
    Then it is created
    And its "data" is the Data that was sent

    Examples:
      | case        | data                                            |
      | escapes     | {"v": "say \\"hi\\" C:\\\\temp\\none\\r\\ttwo"} |
      | controls    | {"v": "\\u0001\\b\\f\\u001f\\u007f\\u2028"}     |
      | form-syntax | {"v": "  a+b&c=d%20e;f/g\|h  "}                 |
      | scripts     | {"v": "Grüße, 日本語 שלום e\\u0301 é"}             |
      | emoji       | {"v": "😀👍🏽👩‍👧"}                                 |

  @id:message-text-escapes
  @req:stream-message.data.text
  Scenario: An escape means the character it stands for
    Given a Stream
    When I create a message with
      | Data | {"\\u0061": "caf\\u00e9 a\\/b \\ud83d\\ude00"} |
    Then it is created
    And its "data" is {"a": "café a/b 😀"}

  @id:message-data-odd
  @req:stream-message.data.robustness
  Scenario Outline: Odd but parseable text is answered in good order (<case>)
    Given a Stream
    When I create a message with
      | Data | <data> |
    Then it is created or refused

    Examples:
      | case           | data               |
      | nul            | {"v": "a\\u0000b"} |
      | duplicate-keys | {"a": 1, "a": 2}   |

  @id:message-data-unreadable
  @req:stream-message.data.robustness
  Scenario Outline: Data that not every reader can read back break nothing (<case>)
    Given a Stream
    When I create a message with
      | Data | <data> |
    Then it is not a server error
    And the Stream exists

    Examples:
      | case                  | data             |
      | half-a-surrogate-pair | {"v": "\\ud83d"} |
