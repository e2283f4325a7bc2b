Feature: Errors: the body of a refusal
  Every refusal says in the same shape what it is and where to read on.

  @id:error-body
  @req:error.body
  Scenario: A refusal says what and where to read on
    When I fetch a missing Document
    Then it is refused as document-not-found
    And its "code" is an integer
    And its "message" is a text
    And its "status" is an integer
    And its "more_info" is a URL

  @id:error-body-each
  @req:error.body
  Scenario Outline: The refusal of <what> has the documented shape
    Given a Map
    And a List
    When I fetch <object>
    Then it is refused as <condition>
    And its "code" is an integer
    And its "message" is a text
    And its "status" is an integer
    And its "more_info" is a URL

    Examples:
      | case       | what         | object                                       | condition                                  |
      | service    | a Service    | a missing Service                            | service-not-found                          |
      | list       | a List       | a missing List                               | list-not-found                             |
      | map        | a Map        | a missing Map                                | map-not-found                              |
      | stream     | a Stream     | a missing Stream                             | stream-not-found                           |
      | item       | an item      | a missing item                               | map-item-not-found                         |
      | list-item  | a list item  | a missing list item                          | list-item-not-found                        |
      | permission | a permission | the permission "alice" of a missing Document | document-not-found or permission-not-found |

  @id:error-body-unauthorized
  @req:error.body
  Scenario Outline: The refusal of a client <how> has the documented shape
    Given a Document
    When I fetch the Document <how>
    Then it is refused as unauthorized
    And its "code" is an integer
    And its "message" is a text
    And its "status" is an integer
    And its "more_info" is a URL

    Examples:
      | case   | how                 |
      | nobody | without credentials |
      | wrong  | with a wrong token  |

  @id:error-body-taken
  @req:error.body
  Scenario Outline: The refusal of a taken name has the documented shape (<case>)
    Given a <object> with
      | UniqueName | taken |
    When I create another <object> with
      | UniqueName | taken |
    Then it is refused as unique-name-taken
    And its "code" is an integer
    And its "message" is a text
    And its "status" is an integer
    And its "more_info" is a URL
    And it has no "sid"

    Examples:
      | case     | object   |
      | document | Document |
      | list     | List     |
      | map      | Map      |
      | stream   | Stream   |

  @id:error-body-stale
  @req:error.body
  Scenario Outline: The refusal of a stale revision has the documented shape (<case>)
    Given a Document
    And a List
    And a list item "a"
    And a Map
    And an item "k"
    And <object> was updated with
      | Data | {"a": 1} |
    When I update <object> with
      | If-Match | a past revision |
      | Data     | {"a": 2}        |
    Then it is refused as <condition>
    And its "code" is an integer
    And its "message" is a text
    And its "status" is an integer
    And its "more_info" is a URL
    And it has no "data"

    Examples:
      | case      | object            | condition                |
      | document  | the Document      | document-revision-stale  |
      | item      | the item "k"      | map-item-revision-stale  |
      | list-item | the list item "a" | list-item-revision-stale |
