Feature: Streams: creating, fetching and listing
  A Stream carries messages and keeps none. It may have a unique name and an expiry, and is addressed by its SID.

  @id:stream-create-bare
  @req:stream.create.optional-parameters
  Scenario: A Stream can be created without any parameter
    When I create a Stream
    Then it is created
    And its "sid" is a Stream SID
    And its "unique_name" is null
    And it never expires
    And the Stream exists

  @id:stream-create-named-ttl
  @req:stream.create.parameters
  Scenario: Name and time to live can be given together
    When I create a Stream with
      | UniqueName | typing |
      | Ttl        | 3600   |
    Then it is created
    And its "unique_name" is the unique name "typing"
    And it expires 3600 seconds after the request
    And the Stream is unchanged

  @id:stream-fetch-by-sid
  @req:stream.address.by-sid
  Scenario: A Stream is fetched by its SID, named or not
    Given a Stream with
      | UniqueName | typing |
    And another Stream
    When I fetch the Stream
    Then it is returned
    And its "sid" is the SID of the Stream
    And its "unique_name" is the unique name "typing"
    When I fetch the other Stream
    Then it is returned
    And its "sid" is the SID of the other Stream
    And its "unique_name" is null

  @id:stream-fetch-by-name
  @req:stream.address.by-name
  Scenario: A Stream is fetched by its unique name
    Given a Stream with
      | UniqueName | typing |
    And another Stream with
      | UniqueName | reading |
    When I fetch the Stream by its unique name
    Then it is returned
    And its "sid" is the SID of the Stream
    When I fetch the other Stream by its unique name
    Then it is returned
    And its "sid" is the SID of the other Stream

  @id:stream-fetch-changes-nothing
  @req:stream.fetch.no-effect
  Scenario: Fetching a Stream changes nothing
    Given a Stream with
      | UniqueName | typing |
      | Ttl        | 600    |
    When I fetch the Stream
    Then it is returned
    And the Stream is unchanged

  @id:stream-list-all
  @req:stream.list.complete @own-service
  Scenario: The listing holds every Stream of the Service, named or not, and nothing else
    Given a Stream with
      | UniqueName | typing |
    And another Stream
    And a Document
    And a List
    And a Map
    When I list the Streams
    Then it is returned
    And the page has 2 entries
    And the page lists the Stream
    And the page lists the other Stream

  @id:stream-list-entry
  @req:stream.list.entries @own-service
  Scenario: A Stream is listed with all of its fields
    Given a Stream with
      | UniqueName | typing |
      | Ttl        | 3600   |
    When I list the Streams
    Then the page has 1 entry
    And the page shows the Stream in full

  @id:stream-list-entry-bare
  @req:stream.list.entries @own-service
  Scenario: A Stream without name and expiry is listed with all of its fields
    Given a Stream
    When I list the Streams
    Then the page has 1 entry
    And the page shows the Stream in full

  @id:stream-list-entry-updated
  @req:stream.list.entries @own-service
  Scenario: An updated Stream is listed with its new expiry
    Given a Stream with
      | Ttl | 600 |
    And the Stream was updated with
      | Ttl | 3600 |
    When I list the Streams
    Then the page has 1 entry
    And the page shows the Stream in full

  @id:stream-list-without-deleted
  @req:stream.list.complete @own-service
  Scenario: A deleted Stream is no longer listed
    Given a Stream
    And another Stream
    And the Stream was deleted
    When I list the Streams
    Then it is returned
    And the page does not list the Stream
    And the page lists the other Stream

  @id:stream-list-own-service
  @req:stream.list.complete @own-service
  Scenario: A Stream of one Service is not listed in another
    Given a Stream
    And another Service
    When I create a Stream in the other Service
    Then it is created
    When I list the Streams
    Then the page has 1 entry
    And the page lists the Stream
    When I list the Streams of the other Service
    Then the page has 1 entry
    And the page lists the other Stream
