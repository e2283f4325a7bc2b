Feature: Map Items: characters in keys
  A key is arbitrary text: what it holds is kept, listed and found again.

  @id:map-item-key-characters
  @req:map-item.key.characters
  Scenario Outline: A key may hold <case>
    Given a Map
    When I create an item with
      | Key  | <key>    |
      | Data | {"a": 1} |
    Then it is created
    When I fetch the item
    Then it is returned
    And its "data" is {"a": 1}
    When I list the items
    Then the page lists
      | <key> |

    Examples:
      | case             | key           |
      | dots-and-hyphens | a.b-c_d       |
      | other-scripts    | émoji-café-鍵 |

  @id:map-item-key-punctuation
  @req:map-item.key.punctuation
  Scenario Outline: A key may hold more than letters, digits, dots and hyphens (<case>)
    Given a Map
    When I create an item with
      | Key  | <key>    |
      | Data | {"a": 1} |
    Then it is created
    When I fetch the item
    Then it is returned
    And its "data" is {"a": 1}
    When I list the items
    Then the page lists
      | <key> |

    Examples:
      | case           | key                     |
      | spaces         | Foo Bar                 |
      | plus-ampersand | a+b&c=d                 |
      | punctuation    | it's *so* (a)[b];$~,:@! |
      | emoji          | mood-😀                 |

  @id:map-item-key-reserved
  @req:map-item.key.reserved
  Scenario Outline: A key may hold characters that have a meaning in URLs (<case>)
    Given a Map
    When I create an item with
      | Key  | <key>    |
      | Data | {"a": 1} |
    Then it is created
    When I fetch the item
    Then it is returned
    And its "data" is {"a": 1}
    When I update the item with
      | Data | {"a": 2} |
    Then it is updated

    Examples:
      | case          | key          |
      | percent-code  | 100%20       |
      | percent-slash | a%2Fb        |
      | question-hash | a?b#c        |
      | quotes-bars   | say "hi"\|\\ |

  @id:map-item-key-slash
  @req:map-item.key.slash
  Scenario: A key may hold a slash
    Given a Map
    When I create an item with
      | Key  | a/b      |
      | Data | {"a": 1} |
    Then it is created
    When I fetch the item
    Then it is returned
    And its "data" is {"a": 1}

  @id:map-item-key-outer-spaces
  @req:map-item.key.outer-spaces
  Scenario: Spaces at the ends belong to the key
    Given a Map
    And an item "a"
    When I create an item with
      | Key  | " a "    |
      | Data | {"n": 2} |
    Then it is created
    And its "key" is " a "
    And the item "a" is unchanged

  @id:map-item-key-own-url
  @req:map-item.key.own-url
  Scenario: The url of an item is usable whatever its key
    Given a Map
    And an item "a%20b" with
      | Data | {"a": 1} |
    When I fetch the item "a%20b"
    And I fetch its own URL
    Then it is returned
    And its "key" is "a%20b"
    And its "data" is {"a": 1}
