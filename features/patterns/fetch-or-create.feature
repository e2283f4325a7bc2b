Feature: Patterns: fetch or create
  Whoever needs an object under a name fetches it, creates it where it is missing, and fetches it where another was faster.

  @id:pattern-fetch-or-create
  @req:pattern.fetch-or-create
  Scenario Outline: What is not found under its name is created, and then found (<case>)
    When I fetch a <object> with an unknown name
    Then it is refused as <condition>
    And no <object> is named "wanted"
    When I create a <object> with
      | UniqueName | wanted |
    Then it is created
    When I fetch the <object> by its unique name
    Then it is returned
    And its "sid" is the SID of the <object>

    Examples:
      | case     | object   | condition          |
      | document | Document | document-not-found |
      | list     | List     | list-not-found     |
      | map      | Map      | map-not-found      |

  @id:pattern-create-or-fetch
  @req:pattern.create-or-fetch
  Scenario Outline: What is taken under its name is fetched, and is what the faster one made (<case>)
    Given a <object> with
      | UniqueName | wanted |
      | Ttl        | 3600   |
    When I create another <object> with
      | UniqueName | wanted |
      | Ttl        | 60     |
    Then it is refused as unique-name-taken
    When I fetch the <object> by its unique name
    Then it is returned
    And its "sid" is the SID of the <object>
    And the <object> is unchanged

    Examples:
      | case     | object   |
      | document | Document |
      | list     | List     |
      | map      | Map      |

  @id:pattern-fetch-or-create-stream
  @req:stream.address.by-name
  Scenario: A Stream that is not found under its name is created, found, and not created again
    When I fetch a Stream with an unknown name
    Then it is refused as stream-not-found
    And no Stream is named "wanted"
    When I create a Stream with
      | UniqueName | wanted |
      | Ttl        | 3600   |
    Then it is created
    When I create another Stream with
      | UniqueName | wanted |
      | Ttl        | 60     |
    Then it is refused as unique-name-taken
    When I fetch the Stream by its unique name
    Then it is returned
    And its "sid" is the SID of the Stream
    And the Stream is unchanged

  @id:pattern-handler-missing
  @req:pattern.card-handler
  Scenario: The card's handler: a Document that is not found is created with its first Data
    When I fetch a Document with an unknown name
    Then it is refused as document-not-found
    And its "code" is 54007
    When I create a Document with
      | UniqueName | session               |
      | Data       | {"initialized": true} |
    Then it is created
    And its "data" is {"initialized": true}

  @id:pattern-handler-taken
  @req:pattern.card-handler
  Scenario: The card's handler: a Document that another was faster to create is fetched
    Given a Document with
      | UniqueName | session               |
      | Data       | {"initialized": true} |
    When I create another Document with
      | UniqueName | session                |
      | Data       | {"initialized": false} |
    Then it is refused as unique-name-taken
    And its "code" is 54302
    When I fetch the Document by its unique name
    Then it is returned
    And its "data" is {"initialized": true}

  @id:pattern-add-below-missing
  @req:pattern.add-below-missing
  Scenario: A Map that is missing when its first item comes is created, and then takes it
    Given a Map with
      | UniqueName | user-presence |
    And the Map was deleted
    When I create an item by the Map's unique name with
      | Key  | user-123             |
      | Data | {"status": "online"} |
    Then it is refused as map-not-found
    When I create a Map with
      | UniqueName | user-presence |
    Then it is created
    And the Map is empty
    When I create an item by the Map's unique name with
      | Key  | user-123             |
      | Data | {"status": "online"} |
    Then it is created
    And the items are user-123
