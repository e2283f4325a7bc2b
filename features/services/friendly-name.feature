Feature: Services: friendly names
  A friendly name is free text of 1 to 255 characters.

  @id:service-name-length
  @req:service.friendly-name.length @own-service
  Scenario Outline: A friendly name of <length> characters is accepted on creation and in an update
    When I create another Service with
      | FriendlyName | <length> × "xy" |
    Then it is created
    And its "friendly_name" is <length> × "xy"
    When I update the other Service with
      | FriendlyName | <length> × "yz" |
    Then it is updated
    And its "friendly_name" is <length> × "yz"
    And the "friendly_name" of the other Service is <length> × "yz"

    Examples:
      | case     | length |
      | shortest | 1      |
      | longest  | 255    |

  @id:service-name-length-unicode
  @req:service.friendly-name.length-in-characters @own-service
  Scenario: The length of a friendly name counts characters
    When I create another Service with
      | FriendlyName | 255 × "é" |
    Then it is created
    And its "friendly_name" is 255 × "é"

  @id:service-name-too-long-created
  @req:service.friendly-name.too-long @own-service
  Scenario Outline: A friendly name of more than 255 characters is refused on creation (<case>)
    When I create another Service with
      | FriendlyName | <name> |
    Then it is refused as invalid-friendly-name
    And it has no "sid"

    Examples:
      | case      | name       |
      | one-above | 256 × "x"  |
      | far-above | 1000 × "x" |
      | unicode   | 256 × "é"  |

  @id:service-name-too-long-updated
  @req:service.friendly-name.too-long @own-service
  Scenario: A friendly name of 256 characters is refused in an update, and nothing else of it is taken
    Given another Service with
      | FriendlyName | Orders |
    When I update the other Service with
      | FriendlyName | 256 × "x" |
      | AclEnabled   | true      |
    Then it is refused as invalid-friendly-name
    And the other Service is unchanged

  @id:service-name-characters
  @req:service.friendly-name.characters @own-service
  Scenario Outline: A friendly name may hold spaces and any script (<case>)
    When I create another Service with
      | FriendlyName | <name> |
    Then it is created
    And its "friendly_name" is "<name>"
    And the "friendly_name" of the other Service is "<name>"

    Examples:
      | case       | name                   |
      | words      | My Sync Service        |
      | accents    | Überprüfung à la carte |
      | japanese   | 同期サービス           |
      | emoji      | Orders 🛒 of today     |
      | form-signs | a+b & c=d 100% #1; x/y |

  @id:service-name-replaced
  @req:service.update.partial @own-service
  Scenario: A new friendly name takes the place of the former one
    Given another Service with
      | FriendlyName | Orders |
    When I update the other Service with
      | FriendlyName | Chat |
    Then it is updated
    And its "friendly_name" is "Chat"
    And the "friendly_name" of the other Service is "Chat"

  @id:service-name-empty-clears
  @req:service.friendly-name.empty @own-service
  Scenario: An empty friendly name clears the former one
    Given another Service with
      | FriendlyName | Orders |
    When I update the other Service with
      | FriendlyName |  |
    Then it is updated
    And its "friendly_name" is null
    And the "friendly_name" of the other Service is null

  @id:service-name-empty-answered
  @req:service.friendly-name.empty-answered @own-service
  Scenario: An empty friendly name is accepted or refused, on creation and in an update
    When I create another Service with
      | FriendlyName |  |
    Then it is created or refused as invalid-friendly-name
    Given another Service with
      | AclEnabled | true |
    When I update the other Service with
      | FriendlyName |  |
    Then it is updated or refused as invalid-friendly-name
    And the "acl_enabled" of the other Service is true
