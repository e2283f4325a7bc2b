Feature: Lists: unique names
  A unique name is optional text of 1 to 320 characters, given at creation and used once among the Lists of a Service.

  @id:list-name-taken
  @req:list.unique-name.taken @own-service
  Scenario: A name that is in use is refused for a second List
    Given a List with
      | UniqueName | messages |
    And the list items a, b
    When I create another List with
      | UniqueName | messages |
      | Ttl        | 600      |
    Then it is refused as unique-name-taken
    And the List is unchanged
    And the list items are a, b
    When I fetch the List by its unique name
    Then its "sid" is the SID of the List
    When I list the Lists
    Then the page has 1 entry

  @id:list-name-case
  @req:list.unique-name.case
  Scenario: Upper and lower case make different names
    Given a List with
      | UniqueName | messages |
    When I create another List with
      | UniqueName | Messages |
    Then it is created
    And the List is unchanged

  @id:list-name-of-a-map
  @req:list.unique-name.per-kind
  Scenario: A List may have the name of a Map
    Given a Map with
      | UniqueName | messages |
    When I create a List with
      | UniqueName | messages |
    Then it is created
    And the Map is unchanged
    When I fetch the List by its unique name
    Then its "sid" is the SID of the List

  @id:list-name-shortest
  @req:list.unique-name.length @own-service
  Scenario: A name of one character is accepted
    When I create a List with
      | UniqueName | x |
    Then it is created
    And its "unique_name" is "x"
    When I fetch the List by its unique name
    Then it is returned
    And its "sid" is the SID of the List

  @id:list-name-longest
  @req:list.unique-name.length @own-service
  Scenario: A name of 320 characters is accepted and kept
    When I create a List with
      | UniqueName | 320 × "x" |
    Then it is created
    And its "unique_name" is 320 × "x"
    When I fetch the List by its unique name
    Then it is returned
    And its "sid" is the SID of the List

  @id:list-name-longest-unicode
  @req:list.unique-name.length-in-characters @own-service
  Scenario: The length of a name counts characters
    When I create a List with
      | UniqueName | 320 × "é" |
    Then it is created
    And its "unique_name" is 320 × "é"
    When I fetch the List by its unique name
    Then it is returned
    And its "sid" is the SID of the List

  @id:list-name-too-long
  @req:list.unique-name.too-long @own-service
  Scenario: A name of 321 characters is refused
    When I create a List with
      | UniqueName | 321 × "x" |
    Then it is refused as invalid-unique-name
    When I list the Lists
    Then the page is empty

  @id:list-name-empty
  @req:list.unique-name.empty @own-service
  Scenario: An empty name is refused
    When I create a List with
      | UniqueName |  |
    Then it is refused as invalid-unique-name
    When I list the Lists
    Then the page is empty

  @id:list-name-looks-like-a-sid
  @req:list.unique-name.looks-like-a-sid @own-service
  Scenario: A name that looks like a SID is refused
    When I create a List with
      | UniqueName | ES0123456789abcdef0123456789abcdef |
    Then it is refused as invalid-unique-name
    When I list the Lists
    Then the page is empty

  @id:list-name-characters
  @req:list.unique-name.characters
  Scenario Outline: A name may hold <case>, and its items are reached through it
    Given a List with
      | UniqueName | <name> |
    And a list item "a" with
      | Data | {"n": 1} |
    When I fetch the List by its unique name
    Then it is returned
    And its "unique_name" is the unique name "<name>"
    When I fetch the list item "a" by the List's unique name
    Then it is returned
    And its "data" is {"n": 1}

    Examples:
      | case          | name          |
      | spaces        | my first list |
      | other-scripts | café-設定-😀  |
      | mixed-case    | CallState     |
      | percent-code  | 100%20        |
      | question-hash | a?b#c         |

  @id:list-name-slash
  @req:list.unique-name.slash
  Scenario: A name may hold a slash
    When I create a List with
      | UniqueName | a/b |
    Then it is created
    When I fetch the List by its unique name
    Then it is returned
    And its "sid" is the SID of the List
