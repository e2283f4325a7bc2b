Feature: Streams: updating and deleting
  An update can only move the expiry of a Stream. A deleted Stream is gone, others are left alone.

  @id:stream-update-by-name
  @req:stream.address.by-name
  Scenario: A Stream is updated by its unique name
    Given a Stream with
      | UniqueName | typing |
    When I update the Stream by its unique name with
      | Ttl | 600 |
    Then it is updated
    And its "sid" is the SID of the Stream
    And its "unique_name" is the unique name "typing"
    And the Stream expires 600 seconds after the request

  @id:stream-update-leaves-others
  @req:stream.isolated
  Scenario: An update of a Stream leaves other Streams alone
    Given a Stream
    And another Stream with
      | Ttl | 3600 |
    When I update the Stream with
      | Ttl | 600 |
    Then it is updated
    And the other Stream is unchanged

  @id:stream-update-nothing
  @req:stream.update.no-parameter
  Scenario: An update without any parameter keeps the expiry
    Given a Stream with
      | Ttl | 600 |
    When I update the Stream
    Then it is updated or refused as invalid-parameter
    And the Stream keeps its expiry

  @id:stream-update-name
  @req:stream.update.unique-name
  Scenario: A unique name in an update is ignored or refused
    Given a Stream with
      | UniqueName | typing |
    When I update the Stream with
      | UniqueName | renamed |
      | Ttl        | 600     |
    Then it is updated or refused
    And the "unique_name" of the Stream is the unique name "typing"
    And no Stream is named "renamed"

  @id:stream-update-after-delete
  @req:stream.update.no-upsert
  Scenario: An update does not bring a deleted Stream back
    Given a Stream with
      | UniqueName | typing |
    And the Stream was deleted
    When I update the Stream with
      | Ttl | 600 |
    Then it is refused as stream-not-found
    And the Stream does not exist
    When I update the Stream by its unique name with
      | Ttl | 600 |
    Then it is refused as stream-not-found
    And no Stream is named "typing"

  @id:stream-delete-by-sid
  @req:stream.delete.gone
  Scenario: A deleted Stream can no longer be fetched
    Given a Stream with
      | UniqueName | typing |
    When I delete the Stream
    Then it is deleted
    And no Stream is named "typing"
    When I fetch the Stream
    Then it is refused as stream-not-found

  @id:stream-delete-by-name
  @req:stream.address.by-name
  Scenario: A Stream is deleted by its unique name
    Given a Stream with
      | UniqueName | typing |
    And another Stream with
      | UniqueName | reading |
    When I delete the Stream by its unique name
    Then it is deleted
    And the Stream does not exist
    And the other Stream is unchanged

  @id:stream-delete-twice
  @req:stream.delete.gone
  Scenario: A second delete finds nothing
    Given a Stream
    And the Stream was deleted
    When I delete the Stream
    Then it is refused as stream-not-found

  @id:stream-delete-leaves-others
  @req:stream.isolated
  Scenario: Deleting a Stream leaves other Streams alone
    Given a Stream with
      | UniqueName | typing |
    And another Stream with
      | UniqueName | typing-2 |
      | Ttl        | 600      |
    When I delete the Stream
    Then it is deleted
    And the other Stream is unchanged
    When I create a message in the other Stream with
      | Data | {"a": 1} |
    Then it is created

  @id:stream-delete-name-again
  @req:stream.delete.name-reusable
  Scenario: The name of a deleted Stream can be used again
    Given a Stream with
      | UniqueName | typing |
      | Ttl        | 600    |
    And the Stream was deleted
    When I create another Stream with
      | UniqueName | typing |
    Then it is created
    And its "unique_name" is the unique name "typing"
    And the other Stream never expires
    And the Stream does not exist
