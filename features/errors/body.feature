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
