Feature: Streams: the fields of an answer
  Creation, fetch and update answer with the whole Stream, in documented names and formats. It has no revision and no Data.

  @id:stream-fields-created
  @req:stream.fields.identity @req:stream.fields.created-by @req:stream.fields.dates @req:stream.fields.links @req:stream.fields.url
  Scenario: A new Stream is answered with all of its fields
    When I create a Stream with
      | UniqueName | typing |
    Then it is created
    And its fields are
      | sid          | a Stream SID             |
      | account_sid  | an Account SID           |
      | service_sid  | the SID of the Service   |
      | unique_name  | the unique name "typing" |
      | created_by   | "system"                 |
      | date_created | a date                   |
      | date_expires | null                     |
      | url          | its own URL              |
      | links        | links to messages        |

  @id:stream-fields-fetched
  @req:stream.fields.identity @req:stream.fields.created-by @req:stream.fields.dates @req:stream.fields.links @req:stream.fields.url
  Scenario: A Stream is fetched with all of its fields
    Given a Stream with
      | Ttl | 3600 |
    When I fetch the Stream
    Then it is returned
    And its "date_created" has not changed
    And its fields are
      | sid          | the SID of the Stream  |
      | account_sid  | an Account SID         |
      | service_sid  | the SID of the Service |
      | unique_name  | null                   |
      | created_by   | "system"               |
      | date_created | a date                 |
      | date_expires | a date                 |
      | url          | its own URL            |
      | links        | links to messages      |

  @id:stream-fields-updated
  @req:stream.fields.identity @req:stream.fields.created-by @req:stream.fields.dates @req:stream.fields.links @req:stream.fields.url
  Scenario: An updated Stream is answered with all of its fields
    Given a Stream with
      | UniqueName | typing |
    When I update the Stream with
      | Ttl | 3600 |
    Then it is updated
    And its "date_created" has not changed
    And its fields are
      | sid          | the SID of the Stream    |
      | account_sid  | an Account SID           |
      | service_sid  | the SID of the Service   |
      | unique_name  | the unique name "typing" |
      | created_by   | "system"                 |
      | date_created | a date                   |
      | date_expires | a date                   |
      | url          | its own URL              |
      | links        | links to messages        |

  @id:stream-fields-date-updated-fresh
  @req:stream.fields.date-updated-fresh
  Scenario: A new Stream has a date of its last update
    When I create a Stream
    Then it is created
    And its "date_updated" is a date
    And its "date_updated" is not before its "date_created"

  @id:stream-fields-url
  @req:stream.fields.url
  Scenario: The url of a Stream leads back to it
    Given a Stream with
      | UniqueName | typing |
    And another Stream
    When I fetch the Stream
    And I fetch its own URL
    Then it is returned
    And its "sid" is the SID of the Stream

  @id:stream-fields-url-by-name
  @req:stream.fields.url-from-sids
  Scenario: The url is built from SIDs when the Stream is addressed by name
    Given a Stream with
      | UniqueName | typing |
    When I fetch the Stream by its unique name
    Then it is returned
    And its "url" is its own URL
    And its "links" is links to messages
