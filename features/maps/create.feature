Feature: Maps: creating, fetching and listing
  A Map is a container of items under keys. It may have a unique name and an expiry, and is addressed by SID or name.

  @id:map-create-bare
  @req:map.create.optional-parameters
  Scenario: A Map can be created without any parameter
    When I create a Map
    Then it is created
    And its "sid" is a Map SID
    And its "unique_name" is null
    And it never expires
    And the Map exists
    And the Map is empty

  @id:map-create-named-ttl
  @req:map.create.unique-name
  Scenario: Name and time to live can be given together
    When I create a Map with
      | UniqueName | players |
      | Ttl        | 3600    |
    Then it is created
    And its "unique_name" is the unique name "players"
    And it expires 3600 seconds after the request

  @id:map-fetch-by-name
  @req:map.address.by-name
  Scenario: A Map is fetched by its unique name
    Given a Map with
      | UniqueName | players |
    And another Map with
      | UniqueName | scores |
    When I fetch the Map by its unique name
    Then it is returned
    And its "sid" is the SID of the Map
    When I fetch the other Map by its unique name
    Then it is returned
    And its "sid" is the SID of the other Map

  @id:map-fetch-changes-nothing
  @req:map.fetch.no-effect
  Scenario: Fetching a Map changes nothing
    Given a Map with
      | Ttl | 600 |
    When I fetch the Map
    Then it is returned
    And its revision has not changed
    And the Map is unchanged

  @id:map-list-all
  @req:map.list.complete @own-service
  Scenario: The listing holds every Map of the Service, named or not
    Given a Map with
      | UniqueName | players |
    And another Map
    And a Document
    When I list the Maps
    Then it is returned
    And the page has 2 entries
    And the page lists the Map
    And the page lists the other Map

  @id:map-list-entry
  @req:map.list.entries @own-service
  Scenario: A Map is listed with all of its fields
    Given a Map with
      | UniqueName | players |
      | Ttl        | 3600    |
    When I list the Maps
    Then the page has 1 entry
    And the page shows the Map in full

  @id:map-list-without-deleted
  @req:map.list.complete @own-service
  Scenario: A deleted Map is no longer listed
    Given a Map
    And another Map
    And the Map was deleted
    When I list the Maps
    Then it is returned
    And the page does not list the Map
    And the page lists the other Map
