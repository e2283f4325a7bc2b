Feature: Maps: unique names
  A unique name is optional text, given at creation and used once among the Maps of a Service.

  @id:map-name-taken
  @req:map.unique-name.taken @own-service
  Scenario: A name that is in use is refused for a second Map
    Given a Map with
      | UniqueName | players |
    When I create another Map with
      | UniqueName | players |
      | Ttl        | 600     |
    Then it is refused as unique-name-taken
    And the Map is unchanged
    When I fetch the Map by its unique name
    Then its "sid" is the SID of the Map
    When I list the Maps
    Then the page has 1 entry

  @id:map-name-case
  @req:map.unique-name.case
  Scenario: Upper and lower case make different names
    Given a Map with
      | UniqueName | players |
    When I create another Map with
      | UniqueName | Players |
    Then it is created
    And the Map is unchanged

  @id:map-name-longest
  @req:map.unique-name.length @own-service
  Scenario: A name of 320 characters is accepted and kept
    When I create a Map with
      | UniqueName | 320 × "x" |
    Then it is created
    And its "unique_name" is 320 × "x"
    When I fetch the Map by its unique name
    Then it is returned
    And its "sid" is the SID of the Map

  @id:map-name-too-long
  @req:map.unique-name.too-long @own-service
  Scenario: A name of 321 characters is refused
    When I create a Map with
      | UniqueName | 321 × "x" |
    Then it is refused as invalid-unique-name
    When I list the Maps
    Then the page is empty

  @id:map-name-empty
  @req:map.unique-name.empty @own-service
  Scenario: An empty name is refused
    When I create a Map with
      | UniqueName |  |
    Then it is refused as invalid-unique-name
    When I list the Maps
    Then the page is empty

  @id:map-name-looks-like-a-sid
  @req:map.unique-name.looks-like-a-sid @own-service
  Scenario: A name that looks like a SID is refused
    When I create a Map with
      | UniqueName | MP0123456789abcdef0123456789abcdef |
    Then it is refused as invalid-unique-name
    When I list the Maps
    Then the page is empty

  @id:map-name-characters
  @req:map.unique-name.characters
  Scenario Outline: A name may hold <case>, and its items are reached through it
    Given a Map with
      | UniqueName | <name> |
    And an item "k" with
      | Data | {"a": 1} |
    When I fetch the Map by its unique name
    Then it is returned
    And its "unique_name" is the unique name "<name>"
    When I fetch the item "k" by the Map's unique name
    Then it is returned
    And its "data" is {"a": 1}

    Examples:
      | case          | name         |
      | spaces        | my first map |
      | other-scripts | café-設定-😀 |
      | mixed-case    | CallState    |
      | percent-code  | 100%20       |
      | question-hash | a?b#c        |
