Feature: Time to live: what is refused
  A time to live is a whole number of seconds from 0 to one year; anything else is refused and changes nothing.

  @id:ttl-invalid-document-create
  @req:ttl.invalid
  Scenario Outline: A Document is not created with a faulty Ttl (<case>)
    When I create a Document with
      | UniqueName | settings |
      | Ttl        | <ttl>    |
    Then it is refused as invalid-ttl
    And no Document is named "settings"

    Examples:
      | case     | ttl |
      | negative | -1  |
      | decimal  | 1.5 |

  @id:ttl-invalid-document-update
  @req:ttl.invalid
  Scenario Outline: A Document is not updated with a faulty Ttl (<case>)
    Given a Document with
      | Data | {"a": 1} |
      | Ttl  | 600      |
    When I update the Document with
      | Data | {"a": 2} |
      | Ttl  | <ttl>    |
    Then it is refused as invalid-ttl
    And the Document is unchanged

    Examples:
      | case     | ttl  |
      | negative | -1   |
      | a-word   | soon |

  @id:ttl-invalid-map-create
  @req:ttl.invalid
  Scenario Outline: A Map is not created with a faulty <parameter> (<case>)
    When I create a Map with
      | UniqueName  | players |
      | <parameter> | <ttl>   |
    Then it is refused as invalid-ttl
    And no Map is named "players"

    Examples:
      | case                    | parameter     | ttl  |
      | ttl-word                | Ttl           | soon |
      | collection-ttl-negative | CollectionTtl | -1   |

  @id:ttl-invalid-map-update
  @req:ttl.invalid
  Scenario Outline: A Map is not updated with a faulty <parameter> (<case>)
    Given a Map with
      | Ttl | 600 |
    When I update the Map with
      | <parameter> | <ttl> |
    Then it is refused as invalid-ttl
    And the Map is unchanged

    Examples:
      | case                | parameter     | ttl  |
      | ttl-negative        | Ttl           | -1   |
      | collection-ttl-word | CollectionTtl | soon |

  @id:ttl-invalid-item-create
  @req:ttl.invalid
  Scenario Outline: An item is not created with a faulty <parameter> (<case>)
    Given a Map with
      | Ttl | 600 |
    When I create an item with
      | Key         | k     |
      | Data        | {}    |
      | <parameter> | <ttl> |
    Then it is refused as invalid-ttl
    And the Map is empty
    And the Map is unchanged

    Examples:
      | case                | parameter     | ttl  |
      | ttl-negative        | Ttl           | -1   |
      | item-ttl-decimal    | ItemTtl       | 1.5  |
      | collection-ttl-word | CollectionTtl | soon |

  @id:ttl-invalid-item-update
  @req:ttl.invalid
  Scenario Outline: An item is not updated with a faulty <parameter> (<case>)
    Given a Map with
      | Ttl | 600 |
    And an item "k" with
      | Data    | {"a": 1} |
      | ItemTtl | 300      |
    When I update the item "k" with
      | Data        | {"a": 2} |
      | <parameter> | <ttl>    |
    Then it is refused as invalid-ttl
    And the item "k" is unchanged
    And the Map keeps its expiry

    Examples:
      | case                    | parameter     | ttl  |
      | ttl-word                | Ttl           | soon |
      | item-ttl-negative       | ItemTtl       | -1   |
      | collection-ttl-negative | CollectionTtl | -1   |
