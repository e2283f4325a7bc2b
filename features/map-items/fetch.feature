Feature: Map Items: fetching and the fields of an answer
  An item is addressed by its key, within its Map by SID or by unique name.

  @id:map-item-fetch-by-map-name
  @req:map-item.address.by-map-name
  Scenario: An item is fetched through the unique name of its Map
    Given a Map with
      | UniqueName | players |
    And an item "k" with
      | Data | {"a": 1} |
    When I fetch the item "k" by the Map's unique name
    Then it is returned
    And its "key" is "k"
    And its "map_sid" is the SID of the Map
    And its "data" is {"a": 1}

  @id:map-item-fetch-the-right-map
  @req:map-item.address.by-key
  Scenario: The same key in two Maps leads to two items
    Given a Map
    And an item "k" with
      | Data | {"in": 1} |
    And another Map
    And an item "k" in the other Map with
      | Data | {"in": 2} |
    When I fetch the item "k" of the other Map
    Then it is returned
    And its "data" is {"in": 2}
    When I fetch the item "k"
    Then its "data" is {"in": 1}

  @id:map-item-fetch-changes-nothing
  @req:map-item.fetch.no-effect
  Scenario: Fetching an item changes nothing
    Given a Map
    And an item "k" with
      | Data    | {"a": 1} |
      | ItemTtl | 600      |
    When I fetch the item "k"
    Then it is returned
    And its revision has not changed
    And the item "k" is unchanged

  @id:map-item-fields-created
  @req:map-item.fields.identity @req:map-item.fields.created-by @req:map-item.fields.dates @req:map-item.fields.revision @req:map-item.fields.url
  Scenario: A new item is answered with all of its fields
    Given a Map
    When I create an item with
      | Key  | k        |
      | Data | {"a": 1} |
    Then it is created
    And its fields are
      | key          | "k"                    |
      | account_sid  | an Account SID         |
      | service_sid  | the SID of the Service |
      | map_sid      | the SID of the Map     |
      | data         | {"a": 1}               |
      | revision     | a revision             |
      | created_by   | "system"               |
      | date_created | a date                 |
      | date_expires | null                   |
      | url          | its own URL            |

  @id:map-item-fields-updated
  @req:map-item.fields.identity @req:map-item.fields.created-by @req:map-item.fields.dates @req:map-item.fields.revision @req:map-item.fields.url
  Scenario: An updated item is answered with all of its fields
    Given a Map
    And an item "k"
    When I update the item "k" with
      | Data | {"a": 2} |
    Then it is updated
    And its "date_created" has not changed
    And its "date_updated" is not before its "date_created"
    And its fields are
      | key          | "k"                    |
      | account_sid  | an Account SID         |
      | service_sid  | the SID of the Service |
      | map_sid      | the SID of the Map     |
      | data         | {"a": 2}               |
      | revision     | a revision             |
      | created_by   | "system"               |
      | date_created | a date                 |
      | date_updated | a date                 |
      | date_expires | null                   |
      | url          | its own URL            |

  @id:map-item-fields-own-url
  @req:map-item.fields.url
  Scenario: The url of an item leads back to it
    Given a Map
    And an item "k" with
      | Data | {"a": 1} |
    When I fetch the item "k"
    And I fetch its own URL
    Then it is returned
    And its "key" is "k"
    And its "data" is {"a": 1}

  @id:map-item-fields-url-by-name
  @req:map-item.fields.url-from-sids
  Scenario: The url of an item is built from SIDs when its Map is addressed by name
    Given a Map with
      | UniqueName | players |
    And an item "k"
    When I fetch the item "k" by the Map's unique name
    Then it is returned
    And its "url" is its own URL
