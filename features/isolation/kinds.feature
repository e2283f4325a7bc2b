Feature: Isolation: kinds of objects
  Documents, Lists, Maps and Streams are looked up each among their own kind.

  @id:kinds-names
  @req:isolation.kind.names @own-service
  Scenario Outline: The name of a <object> leads to no object of another kind
    Given a <object> with
      | UniqueName | shared |
    Then no <first> is named "shared"
    And no <second> is named "shared"
    And no <third> is named "shared"
    And the <object> exists

    Examples:
      | case     | object   | first    | second | third  |
      | document | Document | List     | Map    | Stream |
      | list     | List     | Document | Map    | Stream |
      | map      | Map      | Document | List   | Stream |
      | stream   | Stream   | Document | List   | Map    |

  @id:kinds-shared-name
  @req:isolation.kind.shared-name
  Scenario: A Document, a List, a Map and a Stream may share a unique name
    Given a Document with
      | UniqueName | shared |
    When I create a List with
      | UniqueName | shared |
    Then it is created
    When I create a Map with
      | UniqueName | shared |
    Then it is created
    When I create a Stream with
      | UniqueName | shared |
    Then it is created
    And the Document is unchanged

  @id:kinds-shared-name-answered
  @req:isolation.kind.shared-name-answered
  Scenario Outline: A name that a Document bears is given to a <object> too, or refused as taken
    Given a Document with
      | UniqueName | shared   |
      | Data       | {"a": 1} |
    When I create a <object> with
      | UniqueName | shared |
    Then it is created or refused as unique-name-taken
    And the Document is unchanged
    When I fetch the Document by its unique name
    Then it is returned
    And its "sid" is the SID of the Document

    Examples:
      | case   | object |
      | list   | List   |
      | map    | Map    |
      | stream | Stream |
