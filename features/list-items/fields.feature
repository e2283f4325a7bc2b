Feature: List Items: the fields of an answer
  Creation, fetch and update answer with the whole item, in documented names and formats.

  @id:list-item-fields-created
  @req:list-item.fields.identity @req:list-item.fields.created-by @req:list-item.fields.dates @req:list-item.fields.revision @req:list-item.fields.url
  Scenario: A new item is answered with all of its fields
    Given a List
    When I create a list item "a" with
      | Data | {"n": 1} |
    Then it is created
    And its fields are
      | index        | an integer             |
      | account_sid  | an Account SID         |
      | service_sid  | the SID of the Service |
      | list_sid     | the SID of the List    |
      | data         | {"n": 1}               |
      | revision     | a revision             |
      | created_by   | "system"               |
      | date_created | a date                 |
      | date_expires | null                   |
      | url          | its own URL            |

  @id:list-item-fields-fetched
  @req:list-item.fields.identity @req:list-item.fields.created-by @req:list-item.fields.dates @req:list-item.fields.revision @req:list-item.fields.url
  Scenario: A fetched item is answered with all of its fields
    Given a List
    And a list item "a" with
      | Data    | {"n": 1} |
      | ItemTtl | 600      |
    When I fetch the list item "a"
    Then it is returned
    And its fields are
      | index        | an integer             |
      | account_sid  | an Account SID         |
      | service_sid  | the SID of the Service |
      | list_sid     | the SID of the List    |
      | data         | {"n": 1}               |
      | revision     | a revision             |
      | created_by   | "system"               |
      | date_created | a date                 |
      | date_expires | a date                 |
      | url          | its own URL            |

  @id:list-item-fields-updated
  @req:list-item.fields.identity @req:list-item.fields.created-by @req:list-item.fields.dates @req:list-item.fields.revision @req:list-item.fields.url
  Scenario: An updated item is answered with all of its fields
    Given a List
    And a list item "a"
    When I update the list item "a" with
      | Data | {"n": 2} |
    Then it is updated
    And its "date_created" has not changed
    And its "index" has not changed
    And its "date_updated" is not before its "date_created"
    And its fields are
      | index        | an integer             |
      | account_sid  | an Account SID         |
      | service_sid  | the SID of the Service |
      | list_sid     | the SID of the List    |
      | data         | {"n": 2}               |
      | revision     | a revision             |
      | created_by   | "system"               |
      | date_created | a date                 |
      | date_updated | a date                 |
      | date_expires | null                   |
      | url          | its own URL            |

  @id:list-item-fields-own-url
  @req:list-item.fields.url
  Scenario: The url of an item leads back to it
    Given a List
    And the list items a, b
    When I fetch the list item "b"
    And I fetch its own URL
    Then it is returned
    And its "index" has not changed
    And its "data" is {"name": "b"}

  @id:list-item-fields-url-by-name
  @req:list-item.fields.url-from-sids
  Scenario: The url of an item is built from SIDs when its List is addressed by name
    Given a List with
      | UniqueName | messages |
    And a list item "a"
    When I fetch the list item "a" by the List's unique name
    Then it is returned
    And its "url" is its own URL

  @id:list-item-date-updated-fresh
  @req:list-item.fields.date-updated-fresh
  Scenario: A new item has a date of its last update
    Given a List
    When I create a list item "a" with
      | Data | {} |
    Then it is created
    And its "date_updated" is a date
    And its "date_updated" is not before its "date_created"

  @id:list-item-date-updated-moves
  @req:list-item.fields.date-updated-moves @req:list-item.fields.dates @waits
  Scenario: The date of the last update moves with new Data
    Given a List
    And a list item "a"
    And the list item "a" was updated with
      | Data | {"n": 1} |
    When 2 seconds pass
    And I update the list item "a" with
      | Data | {"n": 2} |
    Then it is updated
    And its "date_updated" is later than before
    And its "date_created" has not changed
