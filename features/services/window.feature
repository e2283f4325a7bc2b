Feature: Services: the debouncing window
  The window within which a reconnection cancels the notice of a disconnection has 1000 to 30000 milliseconds.

  @id:service-window-accepted
  @req:service.window.accepted @own-service
  Scenario Outline: A window of <window> milliseconds is accepted on creation and in an update
    When I create another Service with
      | ReachabilityDebouncingWindow | <window> |
    Then it is created
    And its "reachability_debouncing_window" is <window>
    And the "reachability_debouncing_window" of the other Service is <window>
    Given another Service with
      | ReachabilityDebouncingWindow | 4321 |
    When I update the other Service with
      | ReachabilityDebouncingWindow | <window> |
    Then it is updated
    And its "reachability_debouncing_window" is <window>
    And the "reachability_debouncing_window" of the other Service is <window>

    Examples:
      | case     | window |
      | shortest | 1000   |
      | second   | 1001   |
      | longest  | 30000  |

  @id:service-window-kept-when-off
  @req:service.update.partial @own-service
  Scenario: The window stays when debouncing is switched on and off
    Given another Service with
      | ReachabilityDebouncingWindow | 7000 |
    When I update the other Service with
      | ReachabilityDebouncingEnabled | true |
    Then it is updated
    And its "reachability_debouncing_window" is 7000
    When I update the other Service with
      | ReachabilityDebouncingEnabled | false |
    Then it is updated
    And the "reachability_debouncing_window" of the other Service is 7000

  @id:service-window-outside-created
  @req:service.window.outside @own-service
  Scenario Outline: A window outside the bounds is refused on creation (<case>)
    When I create another Service with
      | ReachabilityDebouncingWindow | <window> |
    Then it is refused
    And it has no "sid"

    Examples:
      | case      | window               |
      | below     | 999                  |
      | above     | 30001                |
      | zero      | 0                    |
      | negative  | -5000                |
      | far-above | 99999999999999999999 |

  @id:service-window-outside-updated
  @req:service.window.outside @own-service
  Scenario Outline: A window outside the bounds is refused in an update, which then changes nothing (<case>)
    Given another Service with
      | FriendlyName                 | Orders |
      | ReachabilityDebouncingWindow | 7000   |
    When I update the other Service with
      | ReachabilityDebouncingWindow | <window> |
      | FriendlyName                 | Chat     |
    Then it is refused
    And the other Service is unchanged

    Examples:
      | case  | window |
      | below | 999    |
      | above | 30001  |

  @id:service-window-no-number
  @req:service.window.no-number @own-service
  Scenario Outline: A window that is no integer is refused and changes nothing (<case>)
    Given another Service with
      | ReachabilityDebouncingWindow | 7000 |
    When I update the other Service with
      | ReachabilityDebouncingWindow | <window> |
    Then it is refused
    And the other Service is unchanged

    Examples:
      | case    | window |
      | word    | long   |
      | decimal | 5000.5 |
      | unit    | 5000ms |

  @id:service-window-odd
  @req:service.window.odd @own-service
  Scenario Outline: An odd spelling of a window is understood or refused (<case>)
    Given another Service with
      | FriendlyName | Orders |
    When I update the other Service with
      | ReachabilityDebouncingWindow | <window> |
    Then it is updated or refused
    And the "reachability_debouncing_window" of the other Service is an integer
    And the "friendly_name" of the other Service is "Orders"

    Examples:
      | case          | window |
      | empty         |        |
      | leading-zeros | 005000 |
      | plus          | +5000  |
      | exponent      | 5e3    |
