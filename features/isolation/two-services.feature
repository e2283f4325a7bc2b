Feature: Isolation: two Services side by side
  Each Service has its own objects and its own unique names; what happens in one leaves the other as it was.

  @id:twin-listings
  @req:isolation.service.listings @own-service
  Scenario Outline: The <objects> of one Service are not listed in another
    Given another Service
    And a <object>
    When I create a <object> in the other Service
    Then it is created
    When I list the <objects>
    Then the page has 1 entry
    And the page lists the <object>
    And the page does not list the other <object>
    When I list the <objects> of the other Service
    Then the page has 1 entry
    And the page lists the other <object>

    Examples:
      | case      | objects   | object   |
      | documents | Documents | Document |
      | lists     | Lists     | List     |
      | maps      | Maps      | Map      |
      | streams   | Streams   | Stream   |

  @id:twin-names
  @req:isolation.service.names @own-service
  Scenario Outline: Two Services may use the same unique name for a <object>
    Given another Service
    And a <object> with
      | UniqueName | shared |
    When I create a <object> in the other Service with
      | UniqueName | shared |
    Then it is created
    And its "service_sid" is the SID of the other Service
    And the <object> is unchanged
    And the "unique_name" of the <object> is the unique name "shared"
    And the "unique_name" of the other <object> is the unique name "shared"

    Examples:
      | case     | object   |
      | document | Document |
      | list     | List     |
      | map      | Map      |
      | stream   | Stream   |

  @id:twin-names-lead
  @req:isolation.service.names @own-service
  Scenario Outline: The same unique name leads to the <object> of either Service
    Given another Service
    And a <object> with
      | UniqueName | shared |
    When I create a <object> in the other Service with
      | UniqueName | shared |
    Then it is created
    When I fetch the <object> by its unique name
    Then its "sid" is the SID of the <object>
    And its "service_sid" is the SID of the Service
    When I fetch the other <object> by its unique name
    Then its "sid" is the SID of the other <object>
    And its "service_sid" is the SID of the other Service

    Examples:
      | case     | object   |
      | document | Document |
      | list     | List     |
      | map      | Map      |

  @id:twin-delete
  @req:isolation.service.writes @own-service
  Scenario Outline: Deleting a <object> by its name leaves its namesake in another Service alone
    Given another Service
    And a <object> with
      | UniqueName | shared |
    When I create a <object> in the other Service with
      | UniqueName | shared |
    Then it is created
    When I delete the <object> by its unique name
    Then it is deleted
    And the <object> does not exist
    And the other <object> is unchanged
    When I fetch the other <object> by its unique name
    Then it is returned

    Examples:
      | case     | object   |
      | document | Document |
      | list     | List     |
      | map      | Map      |

  @id:twin-update
  @req:isolation.service.writes @own-service
  Scenario Outline: Updating a <object> by its name leaves its namesake in another Service alone
    Given another Service
    And a <object> with
      | UniqueName | shared |
      | Ttl        | 600    |
    When I create a <object> in the other Service with
      | UniqueName | shared |
      | Ttl        | 600    |
    Then it is created
    When I update the <object> by its unique name with
      | Ttl | 6000 |
    Then it is updated
    And the other <object> is unchanged

    Examples:
      | case     | object   |
      | document | Document |
      | list     | List     |
      | map      | Map      |

  @id:twin-streams
  @req:stream.address.by-name @own-service
  Scenario: A Stream that is fetched, updated and deleted by its name is that of the Service
    Given another Service
    And a Stream with
      | UniqueName | shared |
      | Ttl        | 600    |
    When I create a Stream in the other Service with
      | UniqueName | shared |
      | Ttl        | 600    |
    Then it is created
    When I fetch the other Stream by its unique name
    Then it is returned
    And its "sid" is the SID of the other Stream
    When I fetch the Stream by its unique name
    Then it is returned
    And its "sid" is the SID of the Stream
    When I update the Stream by its unique name with
      | Ttl | 6000 |
    Then it is updated
    And its "sid" is the SID of the Stream
    And the other Stream is unchanged
    When I delete the Stream by its unique name
    Then it is deleted
    And the Stream does not exist
    And the other Stream is unchanged

  @id:twin-streams-by-sid
  @req:isolation.service.writes @own-service
  Scenario: Updating and deleting a Stream leaves its namesake in another Service alone
    Given another Service
    And a Stream with
      | UniqueName | shared |
      | Ttl        | 600    |
    When I create a Stream in the other Service with
      | UniqueName | shared |
      | Ttl        | 600    |
    Then it is created
    When I update the Stream with
      | Ttl | 6000 |
    Then it is updated
    And the other Stream is unchanged
    When I delete the Stream
    Then it is deleted
    And the Stream does not exist
    And the other Stream is unchanged

  @id:twin-items
  @req:isolation.service.writes @own-service
  Scenario: Maps of one name in two Services hold items of one key, each its own
    Given another Service
    And a Map with
      | UniqueName | shared |
    And an item "k" with
      | Data | {"in": "the one"} |
    When I create a Map in the other Service with
      | UniqueName | shared |
    Then it is created
    And the other Map is empty
    Given an item "k" in the other Map with
      | Data | {"in": "the other"} |
    When I update the item "k" by the Map's unique name with
      | Data | {"in": "the one, still"} |
    Then it is updated
    And the "data" of the item "k" of the other Map is {"in": "the other"}
    When I delete the item "k" by the Map's unique name
    Then it is deleted
    And the item "k" of the other Map exists
