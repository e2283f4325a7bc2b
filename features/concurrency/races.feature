Feature: Concurrency: several clients at the same moment
  Whatever the interleaving, one writer under a revision wins, one creator of a name wins, and nothing that was answered with success is lost.

  @id:race-update-document @race
  @req:race.update.one-winner
  Scenario: Of eight updates under the same revision of a Document one succeeds
    Given a Document with
      | Data | {"winner": 0} |
    When 8 clients race to update the Document with
      | Data     | {"winner": {client}} |
      | If-Match | the current revision |
    Then exactly one of them is updated
    And the others are refused as document-revision-stale
    And the Document is as the winner left it

  @id:race-update-item @race
  @req:race.update.one-winner
  Scenario: Of eight updates under the same revision of a Map Item one succeeds
    Given a Map
    And an item "k" with
      | Data | {"winner": 0} |
    When 8 clients race to update the item "k" with
      | Data     | {"winner": {client}} |
      | If-Match | the current revision |
    Then exactly one of them is updated
    And the others are refused as map-item-revision-stale
    And the item "k" is as the winner left it

  @id:race-update-list-item @race
  @req:race.update.one-winner
  Scenario: Of eight updates under the same revision of a List Item one succeeds
    Given a List
    And a list item "a" with
      | Data | {"winner": 0} |
    When 8 clients race to update the list item "a" with
      | Data     | {"winner": {client}} |
      | If-Match | the current revision |
    Then exactly one of them is updated
    And the others are refused as list-item-revision-stale
    And the list item "a" is as the winner left it

  @id:race-update-unconditional @race
  @req:race.update.unconditional
  Scenario: Eight updates without a condition all succeed, each as a revision of its own
    Given a Document with
      | Data | {"writer": 0} |
    When 8 clients race to update the Document with
      | Data | {"writer": {client}} |
    Then all of them are updated
    And their "revision" are all different
    And the Document holds what one of them wrote

  @id:race-create-document @race
  @req:race.create.unique-name
  Scenario: Of eight creations of a Document under one unique name one succeeds
    When 8 clients race to create a Document with
      | UniqueName | contested            |
      | Data       | {"winner": {client}} |
    Then exactly one of them is created
    And the others are refused as unique-name-taken
    And the Document is as the winner left it

  @id:race-create-named @race
  @req:race.create.unique-name
  Scenario Outline: Of eight creations of a <kind> under one unique name one succeeds
    When 8 clients race to create a <kind> with
      | UniqueName | contested |
    Then exactly one of them is created
    And the others are refused as unique-name-taken
    And the <kind> is as the winner left it

    Examples:
      | case   | kind   |
      | list   | List   |
      | map    | Map    |
      | stream | Stream |

  @id:race-create-item @race
  @req:race.create.key
  Scenario: Of eight creations of an item under one key one succeeds
    Given a Map
    When 8 clients race to create an item with
      | Key  | contested            |
      | Data | {"winner": {client}} |
    Then exactly one of them is created
    And the others are refused as key-taken
    And the item "contested" is as the winner left it
    And the items are contested

  @id:race-create-items @race
  @req:race.create.nothing-lost
  Scenario: Eight items under keys of their own are all created
    Given a Map
    When 8 clients race to create an item with
      | Key  | k{client}            |
      | Data | {"writer": {client}} |
    Then all of them are created
    And each of them finds what it wrote, once
    And the items are k1, k2, k3, k4, k5, k6, k7, k8

  @id:race-append @race
  @req:race.append.nothing-lost @req:race.append.own-index
  Scenario: Sixteen appends to a List are all kept, each at an index of its own
    Given a List
    When 16 clients race to create a list item with
      | Data | {"writer": {client}} |
    Then all of them are created
    And their "index" are all different
    And each of them finds what it wrote, once
    When I walk the list items with
      | PageSize | 5 |
    Then the walk lists 16 entries, none twice

  @id:race-delete-document @race
  @req:race.delete.one-winner
  Scenario: Of eight deletions of a Document one succeeds
    Given a Document
    When 8 clients race to delete the Document
    Then exactly one of them is deleted
    And the others are refused as document-not-found
    And the Document does not exist

  @id:race-delete-item @race
  @req:race.delete.one-winner
  Scenario: Of eight deletions of a Map Item one succeeds
    Given a Map
    And the items k, l
    When 8 clients race to delete the item "k"
    Then exactly one of them is deleted
    And the others are refused as map-item-not-found
    And the items are l

  @id:race-delete-list-item @race
  @req:race.delete.one-winner
  Scenario: Of eight deletions of a List Item one succeeds
    Given a List
    And the list items a, b
    When 8 clients race to delete the list item "a"
    Then exactly one of them is deleted
    And the others are refused as list-item-not-found
    And the list items are b

  @id:race-delete-conditional @race
  @req:race.delete.conditional
  Scenario: Deletions under the current revision leave nothing behind and only one succeeds
    Given a Map
    And an item "k"
    When 8 clients race to delete the item "k" with
      | If-Match | the current revision |
    Then exactly one of them is deleted
    And the others are refused as map-item-not-found or map-item-revision-stale
    And the Map is empty

  @id:race-set @race
  @req:race.set
  Scenario: Eight clients set an item that is not there yet, and all succeed
    Given a Map
    When 8 clients each set the item "k" with
      | Data | {"writer": {client}} |
    Then each of them is created or updated
    And the item "k" holds what one of them wrote
    And the items are k

  @id:race-set-document @race
  @req:race.set
  Scenario: Eight clients set a Document by its name, and all succeed
    When 8 clients each set the Document with
      | UniqueName | shared               |
      | Data       | {"writer": {client}} |
    Then each of them is created or updated
    And the Document holds what one of them wrote

  @id:race-mutate-document @race
  @req:race.mutate.nothing-lost
  Scenario: Five clients that mutate a Document lose no update
    Given a Document with
      | Data | {"n": 0, "kept": true} |
    When 5 clients each add 3 times to "n" of the Document
    Then all of them are updated
    And the "data" of the Document is {"n": 15, "kept": true}

  @id:race-mutate-item @race
  @req:race.mutate.nothing-lost
  Scenario: Ten clients that mutate a Map Item lose no update
    Given a Map
    And an item "k" with
      | Data | {"n": 5} |
    When 10 clients each add 2 times to "n" of the item "k"
    Then all of them are updated
    And the "data" of the item "k" is {"n": 25}

  @id:race-mutate-list-item @race
  @req:race.mutate.nothing-lost
  Scenario: Five clients that mutate a List Item lose no update
    Given a List
    And a list item "a" with
      | Data | {"n": 0} |
    When 5 clients each add 3 times to "n" of the list item "a"
    Then all of them are updated
    And the "data" of the list item "a" is {"n": 15}

  @id:race-readers-document @race
  @req:race.read.written-values
  Scenario: Readers of a Document see only what was written
    Given a Document with
      | Data | {"n": 0} |
    When one client writes the Document 20 times while 4 others read it
    Then all of them are updated
    And no reader saw what was not written
    And the "data" of the Document is {"n": 20}

  @id:race-readers-item @race
  @req:race.read.written-values
  Scenario: Readers of a Map Item see only what was written
    Given a Map
    And an item "k" with
      | Data | {"n": 0} |
    When one client writes the item "k" 20 times while 4 others read it
    Then all of them are updated
    And no reader saw what was not written
    And the "data" of the item "k" is {"n": 20}

  @id:race-readers-list-item @race
  @req:race.read.written-values
  Scenario: Readers of a List Item see only what was written
    Given a List
    And a list item "a" with
      | Data | {"n": 0} |
    When one client writes the list item "a" 20 times while 4 others read it
    Then all of them are updated
    And no reader saw what was not written
    And the "data" of the list item "a" is {"n": 20}

  @id:race-readers-order @race
  @req:race.read.never-back
  Scenario: No reader sees an older value after a newer one
    Given a Document with
      | Data | {"n": 0} |
    When one client writes the Document 20 times while 4 others read it
    Then no reader saw an older value after a newer one
