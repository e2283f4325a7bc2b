Feature: Patterns: queue and history
  A List keeps the order in which items were appended: its oldest can be taken as from a queue, its newest shown as a history.

  @id:pattern-queue
  @req:pattern.queue
  Scenario: The oldest item is read first, taken away, and the next one moves up
    Given a List with
      | UniqueName | tasks |
    And the list items a, b, c
    When I list the list items by the List's unique name with
      | Order    | asc |
      | PageSize | 1   |
    Then the page lists a
    When I delete the list item "a"
    Then it is deleted
    When I list the list items by the List's unique name with
      | Order    | asc |
      | PageSize | 1   |
    Then the page lists b
    When I delete the list item "b"
    Then it is deleted
    And the list items are c

  @id:pattern-queue-appended
  @req:pattern.queue
  Scenario: What is appended while others are taken comes last
    Given a List
    And the list items a, b
    When I delete the list item "a"
    Then it is deleted
    When I create a list item "c" with
      | Data | {"task": "c"} |
    Then it is created
    And its index is greater than that of the list item "b"
    And the list items are b, c

  @id:pattern-queue-emptied
  @req:pattern.queue
  Scenario: A queue that has been emptied takes new items
    Given a List
    And the list items a, b
    When I delete the list item "a"
    And I delete the list item "b"
    Then it is deleted
    And the List is empty
    When I create a list item "c" with
      | Data | {"task": "c"} |
    Then it is created
    And the list items are c

  @id:pattern-queue-claimed
  @req:pattern.queue-claim
  Scenario: Of two workers who read the same item only one can take it
    Given a List
    And a list item "a" with
      | Data | {"task": 1} |
    When I delete the list item "a" with
      | If-Match | the current revision |
    Then it is deleted
    When I delete the list item "a"
    Then it is refused as list-item-not-found
    And the List is empty

  @id:pattern-queue-marked
  @req:pattern.queue-mark
  Scenario: Of two workers who mark the same item under its revision the second is told so
    Given a List
    And a list item "a" with
      | Data | {"task": 1} |
    When I update the list item "a" with
      | If-Match | the current revision    |
      | Data     | {"task": 1, "owner": 1} |
    Then it is updated
    When I update the list item "a" with
      | If-Match | a past revision         |
      | Data     | {"task": 1, "owner": 2} |
    Then it is refused as list-item-revision-stale
    And the "data" of the list item "a" is {"task": 1, "owner": 1}
    When I delete the list item "a" with
      | If-Match | a past revision |
    Then it is refused as list-item-revision-stale
    And the list items are a

  @id:pattern-history
  @req:pattern.history
  Scenario: The newest messages of a chat are listed first on request
    Given a List with
      | UniqueName | chat-messages |
    And the list items a, b, c
    When I create a list item "d" by the List's unique name with
      | Data | {"sender": "user123", "text": "Hello!"} |
    Then it is created
    And its "index" is an integer
    When I list the list items by the List's unique name with
      | Order    | desc |
      | PageSize | 2    |
    Then the page lists d, c
    When I follow the next page
    Then the page lists b, a

  @id:pattern-history-edited
  @req:pattern.history
  Scenario: A message that is edited keeps its place in the chat
    Given a List with
      | UniqueName | chat-messages |
    And the list items a, b, c
    When I update the list item "b" by the List's unique name with
      | Data | {"sender": "user123", "text": "Hello! (edited)"} |
    Then it is updated
    And its "index" has not changed
    And the list items are a, b, c
    When I delete the list item "a" by the List's unique name
    Then it is deleted
    And the list items are b, c
    And the "data" of the list item "b" is {"sender": "user123", "text": "Hello! (edited)"}

  @id:pattern-history-temporary
  @req:pattern.temporary @waits
  Scenario: A message with a time to live leaves the chat, the others stay
    Given a List
    And a list item "a" with
      | Data | {"message": "Temporary"} |
      | Ttl  | 2                        |
    And a list item "b"
    When 3 seconds pass
    Then the list item "a" has expired
    And the list item "b" is unchanged
