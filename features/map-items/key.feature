Feature: Map Items: keys
  A key is any text of 1 to 320 characters, unique within its Map.

  @id:map-item-key-length
  @req:map-item.key.length
  Scenario: A key of 320 characters is accepted
    Given a Map
    When I create an item with
      | Key  | 320 × "x" |
      | Data | {"a": 1}  |
    Then it is created
    When I fetch the item
    Then it is returned
    And its "data" is {"a": 1}

  @id:map-item-key-too-long
  @req:map-item.key.too-long
  Scenario: A key of 321 characters is refused
    Given a Map
    When I create an item with
      | Key  | 321 × "x" |
      | Data | {"a": 1}  |
    Then it is refused as invalid-key
    And the Map is empty

  @id:map-item-key-length-unicode
  @req:map-item.key.length-in-characters
  Scenario: The length of a key counts characters
    Given a Map
    When I create an item with
      | Key  | 320 × "é" |
      | Data | {"a": 1}  |
    Then it is created
    When I fetch the item
    Then it is returned
    And its "data" is {"a": 1}

  @id:map-item-key-case
  @req:map-item.key.case
  Scenario: Upper and lower case make different keys
    Given a Map
    And an item "key" with
      | Data | {"n": 1} |
    When I create an item with
      | Key  | KEY      |
      | Data | {"n": 2} |
    Then it is created
    And the item "key" is unchanged
    And the "data" of the item "KEY" is {"n": 2}

  @id:map-item-key-similar
  @req:map-item.key.characters
  Scenario Outline: Keys that differ are different keys (<case>)
    Given a Map
    And an item "<one>" with
      | Data | {"n": 1} |
    When I create an item with
      | Key  | <two>    |
      | Data | {"n": 2} |
    Then it is created
    And the item "<one>" is unchanged
    And the "data" of the item "<two>" is {"n": 2}

    Examples:
      | case              | one | two |
      | leading-zero      | 1   | 01  |
      | hyphen-underscore | a-b | a_b |

  @id:map-item-key-plus-or-space
  @req:map-item.key.punctuation
  Scenario: A plus sign and a space make different keys
    Given a Map
    And an item "a+b" with
      | Data | {"n": 1} |
    When I create an item with
      | Key  | a b      |
      | Data | {"n": 2} |
    Then it is created
    And the item "a+b" is unchanged
    And the "data" of the item "a b" is {"n": 2}
