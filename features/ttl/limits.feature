Feature: Time to live: limits and odd values
  One year is the longest time to live; an empty value is open, but never a failure of the server.

  @id:ttl-too-long-document-create
  @req:ttl.maximum
  Scenario: A Document is not created with more than a year
    When I create a Document with
      | UniqueName | settings |
      | Ttl        | 31536001 |
    Then it is refused as invalid-ttl
    And no Document is named "settings"

  @id:ttl-too-long-document-update
  @req:ttl.maximum
  Scenario: A Document is not updated with more than a year
    Given a Document with
      | Ttl | 600 |
    When I update the Document with
      | Ttl | 31536001 |
    Then it is refused as invalid-ttl
    And the Document is unchanged

  @id:ttl-too-long-map
  @req:ttl.maximum
  Scenario Outline: A Map is not given more than a year (<case>)
    Given a Map with
      | Ttl | 600 |
    When I update the Map with
      | <parameter> | 31536001 |
    Then it is refused as invalid-ttl
    And the Map is unchanged
    When I create another Map with
      | UniqueName  | players  |
      | <parameter> | 31536001 |
    Then it is refused as invalid-ttl
    And no Map is named "players"

    Examples:
      | case           | parameter     |
      | ttl            | Ttl           |
      | collection-ttl | CollectionTtl |

  @id:ttl-too-long-item
  @req:ttl.maximum
  Scenario Outline: Neither item nor Map is given more than a year through an item (<case>)
    Given a Map with
      | Ttl | 600 |
    And an item "k" with
      | Data | {"a": 1} |
    When I update the item "k" with
      | Data        | {"a": 2} |
      | <parameter> | 31536001 |
    Then it is refused as invalid-ttl
    And the item "k" is unchanged
    And the Map keeps its expiry
    When I create an item with
      | Key         | new      |
      | Data        | {}       |
      | <parameter> | 31536001 |
    Then it is refused as invalid-ttl
    And the items are k

    Examples:
      | case           | parameter     |
      | ttl            | Ttl           |
      | item-ttl       | ItemTtl       |
      | collection-ttl | CollectionTtl |

  @id:ttl-enormous
  @req:ttl.maximum
  Scenario: An enormous time to live is refused
    Given a Document with
      | Ttl | 600 |
    When I update the Document with
      | Ttl | 18446744073709551676 |
    Then it is refused as invalid-ttl
    And the Document is unchanged

  @id:ttl-empty-create
  @req:ttl.odd-values
  Scenario: An empty Ttl on creation is taken as none or refused
    Given a Document
    When I create another Document with
      | Ttl |  |
    Then it is created or refused as invalid-ttl
    And the Document is unchanged

  @id:ttl-empty-update
  @req:ttl.odd-values
  Scenario: An empty Ttl in an update is understood or refused
    Given a Document with
      | Data | {"a": 1} |
      | Ttl  | 600      |
    When I update the Document with
      | Ttl |  |
    Then it is updated or refused
    And the "data" of the Document is {"a": 1}

  @id:ttl-empty-item
  @req:ttl.odd-values
  Scenario: An empty ItemTtl is understood or refused
    Given a Map
    And an item "other"
    When I create an item with
      | Key     | k  |
      | Data    | {} |
      | ItemTtl |    |
    Then it is created or refused as invalid-ttl
    And the item "other" is unchanged

  @id:ttl-odd-spelling
  @req:ttl.odd-values
  Scenario Outline: An odd spelling of a number is understood or refused (<case>)
    Given a Document
    When I create another Document with
      | Ttl | <ttl> |
    Then it is created or refused as invalid-ttl
    And the Document is unchanged

    Examples:
      | case          | ttl  |
      | plus-sign     | +60  |
      | whole-decimal | 60.0 |
