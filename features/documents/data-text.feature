Feature: Documents: text within Data
  Text comes back character for character, whether it was sent as it is or as a JSON escape.

  @id:document-text
  @req:document.data.text
  Scenario Outline: Text with <case> is kept
    When I create a Document with
      | Data | <data> |
    Then it is created
    And its "data" is the Data that was sent
    And the "data" of the Document is the Data that was sent

    Examples:
      | case        | data                                            |
      | escapes     | {"v": "say \\"hi\\" C:\\\\temp\\none\\r\\ttwo"} |
      | controls    | {"v": "\\u0001\\b\\f\\u001f\\u007f\\u2028"}     |
      | form-syntax | {"v": "  a+b&c=d%20e;f/g\|h  "}                 |
      | scripts     | {"v": "Grüße, 日本語 שלום e\\u0301 é"}          |
      | emoji       | {"v": "😀👍🏽👩‍👧"}                             |

  @id:document-text-escapes
  @req:document.data.text
  Scenario Outline: An escape means the character it stands for (<case>)
    When I create a Document with
      | Data | <sent> |
    Then it is created
    And the "data" of the Document is <meaning>

    Examples:
      | case           | sent                                               | meaning                  |
      | letters        | {"\\u0061": "\\u0041 caf\\u00e9 caf\\u00E9 a\\/b"} | {"a": "A café café a/b"} |
      | surrogate-pair | {"v": "\\ud83d\\ude00"}                            | {"v": "😀"}              |

  @id:document-text-odd
  @req:document.data.robustness
  Scenario Outline: Odd but parseable text is answered in good order (<case>)
    Given a Document with
      | Data | {"a": 1} |
    When I create another Document with
      | Data | <data> |
    Then it is created or refused
    And the Document is unchanged

    Examples:
      | case           | data               |
      | nul            | {"v": "a\\u0000b"} |
      | duplicate-keys | {"a": 1, "a": 2}   |

  @id:document-text-unreadable
  @req:document.data.robustness @own-service
  Scenario Outline: Data that not every reader can read back breaks nothing (<case>)
    Given a Document with
      | Data | {"a": 1} |
    When I create another Document with
      | Data | <data> |
    Then it is not a server error
    And the Document is unchanged

    Examples:
      | case                  | data             |
      | half-a-surrogate-pair | {"v": "\\ud83d"} |
      | huge-exponent         | {"v": 1e400}     |
