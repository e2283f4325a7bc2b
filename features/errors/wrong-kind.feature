Feature: Errors: the SID of another kind
  The SID of an object of one kind names nothing among those of another kind.

  @id:wrong-kind-fetch
  @req:error.wrong-kind @req:error.body
  Scenario Outline: The SID of a <object> is not found elsewhere (<case>)
    Given a <object>
    When I send GET to the path "<path>"
    Then it is refused as <condition>
    And it has no "sid"

    Examples:
      | case                   | object   | path                                      | condition          |
      | document-among-lists   | Document | /v1/Services/{service}/Lists/{document}   | list-not-found     |
      | document-among-maps    | Document | /v1/Services/{service}/Maps/{document}    | map-not-found      |
      | document-among-streams | Document | /v1/Services/{service}/Streams/{document} | stream-not-found   |
      | list-among-documents   | List     | /v1/Services/{service}/Documents/{list}   | document-not-found |
      | list-among-maps        | List     | /v1/Services/{service}/Maps/{list}        | map-not-found      |
      | list-among-streams     | List     | /v1/Services/{service}/Streams/{list}     | stream-not-found   |
      | map-among-documents    | Map      | /v1/Services/{service}/Documents/{map}    | document-not-found |
      | map-among-lists        | Map      | /v1/Services/{service}/Lists/{map}        | list-not-found     |
      | map-among-streams      | Map      | /v1/Services/{service}/Streams/{map}      | stream-not-found   |
      | stream-among-documents | Stream   | /v1/Services/{service}/Documents/{stream} | document-not-found |
      | stream-among-lists     | Stream   | /v1/Services/{service}/Lists/{stream}     | list-not-found     |
      | stream-among-maps      | Stream   | /v1/Services/{service}/Maps/{stream}      | map-not-found      |

  @id:wrong-kind-delete
  @req:error.wrong-kind @req:error.body
  Scenario Outline: The SID of a <object> does not delete it elsewhere (<case>)
    Given a <object>
    When I send DELETE to the path "<path>"
    Then it is refused as <condition>
    And the <object> is unchanged

    Examples:
      | case                   | object   | path                                      | condition          |
      | document-among-lists   | Document | /v1/Services/{service}/Lists/{document}   | list-not-found     |
      | list-among-maps        | List     | /v1/Services/{service}/Maps/{list}        | map-not-found      |
      | map-among-streams      | Map      | /v1/Services/{service}/Streams/{map}      | stream-not-found   |
      | stream-among-documents | Stream   | /v1/Services/{service}/Documents/{stream} | document-not-found |

  @id:wrong-kind-below
  @req:error.wrong-kind @req:error.body
  Scenario Outline: Nothing is listed below the SID of another kind (<case>)
    Given <object>
    When I send GET to the path "<path>"
    Then it is refused as <condition>

    Examples:
      | case                 | object     | path                                                | condition          |
      | map-list-items       | a Map      | /v1/Services/{service}/Lists/{map}/Items            | list-not-found     |
      | list-map-items       | a List     | /v1/Services/{service}/Maps/{list}/Items            | map-not-found      |
      | document-items       | a Document | /v1/Services/{service}/Maps/{document}/Items        | map-not-found      |
      | stream-items         | a Stream   | /v1/Services/{service}/Lists/{stream}/Items         | list-not-found     |
      | map-permissions      | a Map      | /v1/Services/{service}/Documents/{map}/Permissions  | document-not-found |
      | document-permissions | a Document | /v1/Services/{service}/Lists/{document}/Permissions | list-not-found     |
      | stream-permissions   | a Stream   | /v1/Services/{service}/Maps/{stream}/Permissions    | map-not-found      |

  @id:wrong-kind-service
  @req:error.wrong-kind @req:error.body
  Scenario Outline: The SID of a <object> is no Service
    Given a <object>
    When I send GET to the path "/v1/Services/<sid>"
    Then it is refused as service-not-found
    And it has no "sid"

    Examples:
      | case     | object   | sid        |
      | document | Document | {document} |
      | list     | List     | {list}     |
      | map      | Map      | {map}      |
      | stream   | Stream   | {stream}   |
