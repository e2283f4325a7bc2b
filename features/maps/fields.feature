Feature: Maps: the fields of an answer
  Creation, fetch and update answer with the whole Map, in documented names and formats.

  @id:map-fields-created
  @req:map.fields.identity @req:map.fields.created-by @req:map.fields.dates @req:map.fields.revision @req:map.fields.links
  Scenario: A new Map is answered with all of its fields
    When I create a Map with
      | UniqueName | players |
    Then it is created
    And its fields are
      | sid          | a Map SID                   |
      | account_sid  | an Account SID              |
      | service_sid  | the SID of the Service      |
      | unique_name  | the unique name "players"   |
      | revision     | a revision                  |
      | created_by   | "system"                    |
      | date_created | a date                      |
      | date_expires | null                        |
      | url          | its own URL                 |
      | links        | links to items, permissions |

  @id:map-fields-updated
  @req:map.fields.identity @req:map.fields.created-by @req:map.fields.dates @req:map.fields.revision @req:map.fields.links
  Scenario: An updated Map is answered with all of its fields
    Given a Map with
      | UniqueName | players |
    When I update the Map with
      | Ttl | 3600 |
    Then it is updated
    And its "date_created" has not changed
    And its fields are
      | sid          | the SID of the Map          |
      | account_sid  | an Account SID              |
      | service_sid  | the SID of the Service      |
      | unique_name  | the unique name "players"   |
      | revision     | a revision                  |
      | created_by   | "system"                    |
      | date_created | a date                      |
      | date_expires | a date                      |
      | url          | its own URL                 |
      | links        | links to items, permissions |

  @id:map-fields-date-updated-fresh
  @req:map.fields.date-updated-fresh
  Scenario: A new Map has a date of its last update
    When I create a Map
    Then it is created
    And its "date_updated" is a date
    And its "date_updated" is not before its "date_created"

  @id:map-fields-url
  @req:map.fields.url
  Scenario: The url of a Map leads back to it
    Given a Map with
      | UniqueName | players |
    When I fetch the Map
    And I fetch its own URL
    Then it is returned
    And its "sid" is the SID of the Map

  @id:map-fields-url-by-name
  @req:map.fields.url-from-sids
  Scenario: The url is built from SIDs when the Map is addressed by name
    Given a Map with
      | UniqueName | players |
    When I fetch the Map by its unique name
    Then it is returned
    And its "url" is its own URL
    And its "links" is links to items, permissions

  @id:map-fields-items-link
  @req:map.fields.links
  Scenario: The items link of a Map leads to its items
    Given a Map
    And the items a, b
    When I fetch the Map
    And I follow the link "items"
    Then it is returned
    And its meta "key" is "items"
    And the page lists a, b
