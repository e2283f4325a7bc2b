Feature: Errors: what is deleted
  A deletion is done once; the second one finds nothing, and neither does anything else.

  @id:delete-twice
  @req:error.delete.twice @req:error.body
  Scenario Outline: A second deletion finds nothing (<case>)
    Given a Document
    And a List
    And the list items a, b
    And a Map
    And the items k, other
    And a Stream
    When I delete <object>
    Then it is deleted
    When I delete <object>
    Then it is refused as <condition>
    And <object> does not exist

    Examples:
      | case      | object            | condition           |
      | document  | the Document      | document-not-found  |
      | list      | the List          | list-not-found      |
      | map       | the Map           | map-not-found       |
      | stream    | the Stream        | stream-not-found    |
      | item      | the item "k"      | map-item-not-found  |
      | list-item | the list item "a" | list-item-not-found |

  @id:delete-twice-by-name
  @req:error.delete.twice @req:error.body
  Scenario Outline: A second deletion by name finds nothing (<case>)
    Given a <object> with
      | UniqueName | settings |
    When I delete the <object> by its unique name
    Then it is deleted
    When I delete the <object> by its unique name
    Then it is refused as <condition>
    When I delete the <object>
    Then it is refused as <condition>

    Examples:
      | case     | object   | condition          |
      | document | Document | document-not-found |
      | list     | List     | list-not-found     |
      | map      | Map      | map-not-found      |

  @id:delete-twice-by-name-stream
  @req:stream.address.by-name
  Scenario: A second deletion of a Stream by name finds nothing
    Given a Stream with
      | UniqueName | settings |
    When I delete the Stream by its unique name
    Then it is deleted
    When I delete the Stream by its unique name
    Then it is refused as stream-not-found
    When I delete the Stream
    Then it is refused as stream-not-found

  @id:delete-no-update
  @req:error.delete.no-update @req:error.body
  Scenario Outline: What was deleted is not brought back by an update (<case>)
    Given a Document
    And a List
    And a list item "a"
    And a Map
    And an item "k"
    And a Stream
    And <object> was deleted
    When I update <object> with
      | <parameter> | <value> |
    Then it is refused as <condition>
    And <object> does not exist

    Examples:
      | case      | object            | parameter | value    | condition           |
      | document  | the Document      | Data      | {"a": 1} | document-not-found  |
      | list      | the List          | Ttl       | 600      | list-not-found      |
      | map       | the Map           | Ttl       | 600      | map-not-found       |
      | stream    | the Stream        | Ttl       | 600      | stream-not-found    |
      | item      | the item "k"      | Data      | {"a": 1} | map-item-not-found  |
      | list-item | the list item "a" | Data      | {"a": 1} | list-item-not-found |

  @id:delete-name-again
  @req:error.delete.name-reusable
  Scenario Outline: The name of a deleted <object> is free for a new one with a SID of its own
    Given a <object> with
      | UniqueName | settings |
    And the <object> was deleted
    When I create another <object> with
      | UniqueName | settings |
    Then it is created
    And the <object> does not exist
    When I fetch the other <object> by its unique name
    Then it is returned
    And its "sid" is the SID of the other <object>

    Examples:
      | case     | object   |
      | document | Document |
      | list     | List     |
      | map      | Map      |
      | stream   | Stream   |
