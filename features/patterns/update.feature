Feature: Patterns: update by merging
  A REST update replaces. Whoever wants to change single fields reads the value, changes it, and writes the whole back.

  @id:pattern-never-merges
  @req:pattern.update.never-merges
  Scenario Outline: An update merges neither fields nor what is nested in them (<case>)
    Given a Document
    And a Map
    And an item "k"
    And a List
    And a list item "a"
    And <object> was updated with
      | Data | {"name": "David", "address": {"country": "UK", "city": "Leeds"}, "tags": ["a", "b"]} |
    When I update <object> with
      | Data | {"address": {"country": "IRL"}, "tags": ["c"]} |
    Then it is updated
    And its "data" is {"address": {"country": "IRL"}, "tags": ["c"]}
    And the "data" of <object> is {"address": {"country": "IRL"}, "tags": ["c"]}

    Examples:
      | case      | object            |
      | document  | the Document      |
      | item      | the item "k"      |
      | list-item | the list item "a" |

  @id:pattern-merge
  @req:pattern.update.merge
  Scenario Outline: Reading, merging and writing back keeps the other fields (<case>)
    Given a Document
    And a Map
    And an item "k"
    And a List
    And a list item "a"
    And <object> was updated with
      | Data | {"phone_number": 12345678, "country": "UK"} |
    When I fetch <object>
    Then it is returned
    And its "data" is {"phone_number": 12345678, "country": "UK"}
    When I update <object> with
      | If-Match | the current revision                         |
      | Data     | {"phone_number": 12345678, "country": "IRL"} |
    Then it is updated
    And the "data" of <object> is {"phone_number": 12345678, "country": "IRL"}

    Examples:
      | case      | object            |
      | document  | the Document      |
      | item      | the item "k"      |
      | list-item | the list item "a" |

  @id:pattern-merge-revision
  @req:pattern.update.merge
  Scenario Outline: The revision in a listing serves for writing back, too (<case>)
    Given a Map
    And an item "k" with
      | Data | {"total": 1} |
    And a List
    And a list item "a" with
      | Data | {"total": 1} |
    When I list <collection>
    Then it is returned
    And the page shows <object> in full
    When I update <object> with
      | If-Match | the current revision |
      | Data     | {"total": 2}         |
    Then it is updated
    And the "data" of <object> is {"total": 2}

    Examples:
      | case       | collection     | object            |
      | items      | the items      | the item "k"      |
      | list-items | the list items | the list item "a" |
