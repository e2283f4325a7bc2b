Feature: Pagination: permissions
  The permissions of a Document, List or Map are paged like every collection: 50 by default, up to 100, complete over all pages.

  @id:page-size-default-permissions
  @req:pagination.page-size.default
  Scenario Outline: A page has 50 permissions when nothing else is asked for (<case>)
    Given a <kind>
    And 51 permissions of the <kind>
    When I list the permissions of the <kind>
    Then it is returned
    And the page has 50 entries
    And there is a next page
    When I follow the next page
    Then the page has 1 entry

    Examples:
      | case     | kind     |
      | document | Document |
      | list     | List     |
      | map      | Map      |

  @id:page-size-above-hundred-permissions
  @req:permission.list.page-maximum @req:pagination.page-size.hundred
  Scenario Outline: A page of a hundred permissions is possible, a larger one never comes (<case>)
    Given a <kind>
    And 102 permissions of the <kind>
    When I list the permissions of the <kind> with
      | PageSize | 100 |
    Then it is returned
    And the page has 100 entries
    When I follow the next page
    Then the page has 2 entries
    When I list the permissions of the <kind> with
      | PageSize | 1000 |
    Then it is returned or refused as invalid-page-size
    And the page has at most 100 entries

    Examples:
      | case     | kind     |
      | document | Document |
      | list     | List     |
      | map      | Map      |

  @id:page-size-faulty-permissions
  @req:pagination.page-size.invalid
  Scenario Outline: A page size that is no positive integer is refused for permissions (<case>)
    Given a <kind>
    When I list the permissions of the <kind> with
      | PageSize | <size> |
    Then it is refused as invalid-page-size

    Examples:
      | case          | kind     | size |
      | document-zero | Document | 0    |
      | list-word     | List     | many |
      | map-negative  | Map      | -1   |

  @id:page-token-unknown-permissions
  @req:pagination.page-token.invalid
  Scenario Outline: A page token that was never issued is refused for permissions (<case>)
    Given a <kind>
    And the permission "alice" of the <kind>
    When I list the permissions of the <kind> with
      | PageToken | this is not a page token! |
    Then it is refused as invalid-page-token

    Examples:
      | case     | kind     |
      | document | Document |
      | list     | List     |
      | map      | Map      |

  @id:page-meta-permissions
  @req:pagination.meta.fields
  Scenario Outline: A single page of permissions describes itself (<case>)
    Given a <kind>
    And the permission "alice" of the <kind>
    When I list the permissions of the <kind>
    Then it is returned
    And its meta is
      | key               | "permissions" |
      | page              | 0             |
      | page_size         | 50            |
      | url               | a URL         |
      | first_page_url    | a URL         |
      | next_page_url     | null          |
      | previous_page_url | null          |

    Examples:
      | case     | kind     |
      | document | Document |
      | list     | List     |
      | map      | Map      |

  @id:page-meta-empty-permissions
  @req:pagination.empty
  Scenario Outline: An object without permissions has one empty page of them (<case>)
    Given a <kind>
    When I list the permissions of the <kind>
    Then it is returned
    And the page is empty
    And its meta "key" is "permissions"
    And there is no next page
    And there is no previous page

    Examples:
      | case     | kind     |
      | document | Document |
      | list     | List     |
      | map      | Map      |

  @id:walk-permissions
  @req:pagination.walk.complete @req:pagination.walk.page-size
  Scenario Outline: Walking the permissions yields every entry once (<case>)
    Given a <kind>
    And 7 permissions of the <kind>
    When I walk the permissions of the <kind> with
      | PageSize | 3 |
    Then the walk lists 7 entries, none twice
    And every page of the walk but the last has 3 entries

    Examples:
      | case     | kind     |
      | document | Document |
      | list     | List     |
      | map      | Map      |

  @id:walk-permissions-encoded
  @req:pagination.links.encoded
  Scenario: A walk passes identities that need encoding, under a name that does too
    Given a Map with
      | UniqueName | my players |
    And the permission "a+b@example.com" of the Map
    And the permission "a b" of the Map
    And the permission "a&b=c" of the Map
    And the permission "Zoë 鍵" of the Map
    When I walk the permissions of the Map by the Map's unique name with
      | PageSize | 1 |
    Then the walk lists 4 entries, none twice
    And the walk lists the permission "a+b@example.com" of the Map once
    And the walk lists the permission "Zoë 鍵" of the Map once
