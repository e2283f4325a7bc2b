Feature: Errors: nowhere to create
  Nothing is created in a parent that does not exist, and the parent does not come about by it.

  @id:not-found-create-document
  @req:error.not-found.create @req:error.body
  Scenario: A Document cannot be created in a missing Service
    When I create a Document in a missing Service with
      | UniqueName | settings |
      | Data       | {"a": 1} |
    Then it is refused as service-not-found
    And no Document is named "settings"
    And a missing Service does not exist

  @id:not-found-create-map
  @req:error.not-found.create @req:error.body
  Scenario: A Map cannot be created in a missing Service
    When I create a Map in a missing Service with
      | UniqueName | players |
    Then it is refused as service-not-found
    And no Map is named "players"
    And a missing Service does not exist

  @id:not-found-create-item
  @req:error.not-found.create @req:error.body
  Scenario: An item cannot be created in a missing Map
    Given a Map
    When I create an item in a missing Map with
      | Key  | k        |
      | Data | {"a": 1} |
    Then it is refused as map-not-found
    And the Map is empty

  @id:not-found-create-list
  @req:error.not-found.create @req:error.body
  Scenario: A List cannot be created in a missing Service
    When I create a List in a missing Service with
      | UniqueName | tasks |
    Then it is refused as service-not-found
    And no List is named "tasks"
    And a missing Service does not exist

  @id:not-found-create-stream
  @req:error.not-found.create @req:error.body
  Scenario: A Stream cannot be created in a missing Service
    When I create a Stream in a missing Service with
      | UniqueName | news |
    Then it is refused as service-not-found
    And no Stream is named "news"
    And a missing Service does not exist

  @id:not-found-create-item-service
  @req:error.not-found.create @req:error.body
  Scenario: An item cannot be created in a missing Service
    When I create an item in a missing Service with
      | Key  | k        |
      | Data | {"a": 1} |
    Then it is refused as service-not-found or map-not-found
    And a missing Service does not exist

  @id:not-found-create-list-item
  @req:error.not-found.create @req:error.body
  Scenario: An item cannot be appended to a missing List
    Given a List
    When I create a list item in a missing List with
      | Data | {"a": 1} |
    Then it is refused as list-not-found
    And the List is empty
    And a missing List does not exist

  @id:not-found-create-list-item-service
  @req:error.not-found.create @req:error.body
  Scenario: An item cannot be appended in a missing Service
    When I create a list item in a missing Service with
      | Data | {"a": 1} |
    Then it is refused as service-not-found or list-not-found
    And a missing Service does not exist

  @id:not-found-create-message
  @req:error.not-found.create @req:error.body
  Scenario: A message cannot be published to a missing Stream
    When I create a message in a missing Stream with
      | Data | {"a": 1} |
    Then it is refused as stream-not-found
    And a missing Stream does not exist

  @id:not-found-create-message-service
  @req:error.not-found.create @req:error.body
  Scenario: A message cannot be published in a missing Service
    When I create a message in a missing Service with
      | Data | {"a": 1} |
    Then it is refused as service-not-found or stream-not-found
    And a missing Service does not exist
