Feature: Documents: the form of unique names
  A unique name has 1 to 320 characters and does not look like a SID.

  @id:document-name-shortest
  @req:document.unique-name.length @own-service
  Scenario: A name of one character is accepted
    When I create a Document with
      | UniqueName | x |
    Then it is created
    And its "unique_name" is "x"
    When I fetch the Document by its unique name
    Then it is returned
    And its "sid" is the SID of the Document

  @id:document-name-longest
  @req:document.unique-name.length @own-service
  Scenario: A name of 320 characters is accepted and kept
    When I create a Document with
      | UniqueName | 320 × "x" |
      | Data       | {"a": 1}  |
    Then it is created
    And its "unique_name" is 320 × "x"
    When I fetch the Document by its unique name
    Then it is returned
    And its "data" is {"a": 1}

  @id:document-name-longest-unicode
  @req:document.unique-name.length-in-characters @own-service
  Scenario: The length of a name counts characters
    When I create a Document with
      | UniqueName | 320 × "é" |
    Then it is created
    And its "unique_name" is 320 × "é"
    When I fetch the Document by its unique name
    Then it is returned
    And its "sid" is the SID of the Document

  @id:document-name-too-long
  @req:document.unique-name.too-long @own-service
  Scenario: A name of 321 characters is refused
    When I create a Document with
      | UniqueName | 321 × "x" |
    Then it is refused as invalid-unique-name
    When I list the Documents
    Then the page is empty

  @id:document-name-empty
  @req:document.unique-name.empty @own-service
  Scenario: An empty name is refused
    When I create a Document with
      | UniqueName |          |
      | Data       | {"a": 1} |
    Then it is refused as invalid-unique-name
    When I list the Documents
    Then the page is empty

  @id:document-name-looks-like-a-sid
  @req:document.unique-name.looks-like-a-sid @own-service
  Scenario: A name that looks like a SID is refused
    When I create a Document with
      | UniqueName | ET0123456789abcdef0123456789abcdef |
    Then it is refused as invalid-unique-name
    When I list the Documents
    Then the page is empty

  @id:document-name-characters
  @req:document.unique-name.characters
  Scenario Outline: A name may hold <case>
    When I create a Document with
      | UniqueName | <name>   |
      | Data       | {"a": 1} |
    Then it is created
    And its "unique_name" is the unique name "<name>"
    When I fetch the Document by its unique name
    Then it is returned
    And its "sid" is the SID of the Document

    Examples:
      | case            | name          |
      | spaces-and-dots | my first.name |
      | plus-ampersand  | a+b&c=d       |
      | other-scripts   | café-設定-😀  |
      | mixed-case      | CallState     |
      | percent-code    | 100%20        |
      | question-hash   | a?b#c         |

  @id:document-name-slash
  @req:document.unique-name.slash
  Scenario: A name may hold a slash
    When I create a Document with
      | UniqueName | a/b |
    Then it is created
    When I fetch the Document by its unique name
    Then it is returned
    And its "sid" is the SID of the Document
