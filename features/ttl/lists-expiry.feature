Feature: Time to live: expiry of Lists and their items
  What has expired is deleted, sooner or later; what has not is there, and neither indexes nor order move.

  @id:expiry-list
  @req:list.ttl.expired @waits
  Scenario: A List is deleted once it has expired, another one stays
    Given another List
    And a list item "a" in the other List
    And a List with
      | CollectionTtl | 2 |
    When 3 seconds pass
    Then the List has expired
    And the other List exists
    And the list item "a" of the other List is unchanged

  @id:expiry-list-with-items
  @req:list.ttl.expired @waits
  Scenario: An item that expires later does not keep its List
    Given a List with
      | Ttl | 10 |
    And a list item "a" with
      | ItemTtl | 600 |
    When 12 seconds pass
    Then the List has expired

  @id:expiry-list-items
  @req:list.ttl.expired-items @waits
  Scenario: The items of an expired List are out of reach
    Given a List with
      | Ttl | 10 |
    And a list item "a" with
      | ItemTtl | 600 |
    When 12 seconds pass
    Then the List has expired
    When I fetch the list item "a"
    Then it is refused as list-not-found or list-item-not-found
    When I list the list items
    Then it is refused as list-not-found

  @id:expiry-list-name-again
  @req:ttl.expiry.reusable @waits
  Scenario: The name of an expired List can be used again, and the new List is empty
    Given a List with
      | UniqueName | messages |
      | Ttl        | 10       |
    And a list item "a"
    When 12 seconds pass
    Then the List has expired
    When I create another List with
      | UniqueName | messages |
    Then it is created
    And the other List is empty

  @id:expiry-not-before-list
  @req:ttl.expiry.not-before @waits
  Scenario: A List is there before it expires, with its items
    Given a List with
      | CollectionTtl | 60 |
    And a list item "a" with
      | ItemTtl | 60 |
    And a list item "b"
    When 3 seconds pass
    Then the List exists
    And the List keeps its expiry
    And the list item "a" is unchanged
    And the list items are a, b

  @id:expiry-list-saved-by-item
  @req:ttl.expiry.renewed @waits
  Scenario: A CollectionTtl on an item keeps the List
    Given a List with
      | Ttl | 10 |
    And a list item "a" with
      | CollectionTtl | 600 |
    When 12 seconds pass
    Then the List exists
    And the list item "a" exists

  @id:expiry-list-cleared
  @req:list.ttl.expiry-cleared @waits
  Scenario: A cleared time to live keeps a List with its items
    Given a List with
      | Ttl | 10 |
    And a list item "a"
    And the List was updated with
      | Ttl | 0 |
    When 12 seconds pass
    Then the List exists
    And the list item "a" exists

  @id:expiry-list-item
  @req:list-item.ttl.expired @waits
  Scenario: An item is deleted once it has expired, List and other items stay
    Given a List
    And a list item "a"
    And a list item "b" with
      | ItemTtl | 2 |
    And a list item "c"
    When 3 seconds pass
    Then the list item "b" has expired
    And the list item "a" is unchanged
    And the list item "c" is unchanged
    And the List exists

  @id:expiry-list-item-unlisted
  @req:ttl.expiry.unlisted @waits
  Scenario: An expired item is no longer listed
    Given a List
    And a list item "a" with
      | ItemTtl | 2 |
    And the list items b, c
    When 3 seconds pass
    Then the list item "a" has expired
    And the list items are b, c

  @id:expiry-list-item-cleared
  @req:list-item.ttl.expiry-cleared @waits
  Scenario: A cleared time to live keeps an item
    Given a List
    And a list item "a" with
      | ItemTtl | 10 |
    And the list item "a" was updated with
      | ItemTtl | 0 |
    When 12 seconds pass
    Then the list item "a" exists

  @id:expiry-list-item-no-extension
  @req:list-item.ttl.expired @waits
  Scenario: New Data does not keep an item from expiring
    Given a List
    And a list item "a" with
      | ItemTtl | 10 |
    And the list item "a" was updated with
      | Data | {"n": 2} |
    When 12 seconds pass
    Then the list item "a" has expired
