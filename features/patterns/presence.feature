Feature: Patterns: presence
  An item for each user, under the user's identity, lives only as long as heartbeats renew it.

  @id:pattern-presence-online
  @req:pattern.presence
  Scenario: A user who comes online gets an item with a time to live of its own
    Given a Map with
      | UniqueName | user-presence |
    When I create an item by the Map's unique name with
      | Key  | user-123                                |
      | Data | {"status": "online", "device": "phone"} |
      | Ttl  | 300                                     |
    Then it is created
    And its "key" is "user-123"
    And it expires 300 seconds after the request
    And the Map never expires

  @id:pattern-presence-heartbeat
  @req:pattern.presence
  Scenario: A heartbeat finds the key taken and renews status and time to live
    Given a Map with
      | UniqueName | user-presence |
    And an item "user-123" with
      | Data | {"status": "online"} |
      | Ttl  | 300                  |
    And an item "user-124" with
      | Data | {"status": "online"} |
      | Ttl  | 300                  |
    When I create an item by the Map's unique name with
      | Key  | user-123           |
      | Data | {"status": "away"} |
      | Ttl  | 600                |
    Then it is refused as key-taken
    And the item "user-123" is unchanged
    When I update the item "user-123" by the Map's unique name with
      | Data    | {"status": "away"} |
      | ItemTtl | 600                |
    Then it is updated
    And its "data" is {"status": "away"}
    And it expires 600 seconds after the request
    And the item "user-124" is unchanged

  @id:pattern-presence-silent
  @req:pattern.temporary @waits
  Scenario: Who sends no heartbeat goes offline, who sends one stays
    Given a Map
    And an item "silent" with
      | Data    | {"status": "online"} |
      | ItemTtl | 4                    |
    And an item "alive" with
      | Data    | {"status": "online"} |
      | ItemTtl | 4                    |
    When 2 seconds pass
    And I update the item "alive" with
      | ItemTtl | 60 |
    Then it is updated
    When 3 seconds pass
    Then the item "silent" has expired
    And the item "alive" exists
    And the "data" of the item "alive" is {"status": "online"}
    And the Map exists

  @id:pattern-presence-back
  @req:pattern.presence-back @waits
  Scenario: Who went offline can come online again
    Given a Map
    And an item "user-123" with
      | Data    | {"status": "online"} |
      | ItemTtl | 2                    |
    When 3 seconds pass
    Then the item "user-123" has expired
    When I create an item with
      | Key     | user-123           |
      | Data    | {"status": "back"} |
      | ItemTtl | 300                |
    Then it is created
    And its "data" is {"status": "back"}
    And the items are user-123

  @id:pattern-presence-everyone
  @req:pattern.presence
  Scenario: Everyone who is online is listed at once
    Given a Map with
      | UniqueName | user-presence |
    And the items user-125, user-123, user-124
    When I delete the item "user-124" by the Map's unique name
    Then it is deleted
    When I list the items by the Map's unique name with
      | PageSize | 100 |
    Then it is returned
    And the page lists user-123, user-125
    And there is no next page
