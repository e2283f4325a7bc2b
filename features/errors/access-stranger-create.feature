Feature: Errors: creating and listing as another account
  Another account neither creates anything in a Service nor sees what there is.

  @id:access-stranger-create
  @req:error.unauthorized.stranger
  Scenario Outline: Another account creates no <object> in a Service
    When I create a <object> as a stranger with
      | UniqueName | intruder |
    Then it is refused
    And no <object> is named "intruder"

    Examples:
      | case     | object   |
      | document | Document |
      | list     | List     |
      | map      | Map      |
      | stream   | Stream   |

  @id:access-stranger-create-item
  @req:error.unauthorized.stranger
  Scenario: Another account adds nothing to a Map, a List or a Stream
    Given a Map
    And a List
    And a Stream
    When I create an item as a stranger with
      | Key  | k  |
      | Data | {} |
    Then it is refused
    And the Map is empty
    When I create a list item as a stranger with
      | Data | {} |
    Then it is refused
    And the List is empty
    When I create a message as a stranger with
      | Data | {} |
    Then it is refused

  @id:access-stranger-permission
  @req:error.unauthorized.stranger
  Scenario Outline: Another account grants nothing on a <object>
    Given a <object>
    And the permission "alice" of the <object>
    When I update the permission "alice" of the <object> as a stranger with
      | Read   | false |
      | Write  | false |
      | Manage | true  |
    Then it is refused
    And the permission "alice" of the <object> is unchanged

    Examples:
      | case     | object   |
      | document | Document |
      | list     | List     |
      | map      | Map      |

  @id:access-stranger-list
  @req:error.unauthorized.stranger
  Scenario Outline: Nothing is listed to another account (<case>)
    Given a Document
    And a List
    And a list item "a"
    And a Map
    And an item "k"
    When I list <collection> as a stranger
    Then it is refused
    And it has no "<field>"

    Examples:
      | case        | collection                      | field       |
      | documents   | the Documents                   | documents   |
      | lists       | the Lists                       | lists       |
      | maps        | the Maps                        | maps        |
      | streams     | the Streams                     | streams     |
      | items       | the items                       | items       |
      | list-items  | the list items                  | items       |
      | permissions | the permissions of the Document | permissions |
