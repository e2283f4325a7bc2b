use super::{
    sample::{exchange, form, with_header},
    *,
};

const BASE: &str = "http://127.0.0.1:80/v1";
const SERVICE: &str = "http://127.0.0.1:80/v1/Services/IS1";

/// What the exchanges exercised: `create Map: Ttl 1`.
fn exercised_in(profile: Profile, exchanges: &[Exchange]) -> Vec<String> {
    let mut surface = Surface::new(Arc::new(profile), BASE);
    for exchange in exchanges {
        surface.note(exchange);
    }
    let of = |(operation, coverage): (&Operation, &Coverage)| {
        let points = coverage.points.iter().filter(|point| point.count > 0);
        points.map(|point| format!("{operation}: {} {}", point.what, point.count)).collect::<Vec<_>>()
    };
    surface.operations.iter().flat_map(of).collect()
}

fn exercised(exchanges: &[Exchange]) -> Vec<String> {
    exercised_in(Profile::documented(), exchanges)
}

fn post(path: &str, status: u16, body: &str) -> Exchange {
    form(exchange("POST", &format!("{SERVICE}{path}"), status), body)
}

#[test]
fn every_operation_has_its_points_and_none_is_exercised_at_first() {
    let surface = Surface::new(Arc::new(Profile::documented()), BASE);
    assert_eq!(surface.operations.len(), 48);
    assert_eq!(surface.gaps().len(), surface.points());
    let of = |resource, verb| -> Vec<String> {
        surface.operations[&Operation { resource, verb }].points.iter().map(|p| p.what.to_string()).collect()
    };
    assert_eq!(
        of(Resource::Document, Verb::Update),
        ["Data", "Ttl", "If-Match", "200", "400", "401", "404", "412", "413 or 400"]
    );
    assert_eq!(
        of(Resource::ListPermission, Verb::Update),
        [
            "Read",
            "Read=true",
            "Read=false",
            "Write",
            "Write=true",
            "Write=false",
            "Manage",
            "Manage=true",
            "Manage=false",
            "200",
            "400",
            "401",
            "404"
        ]
    );
    assert_eq!(of(Resource::Service, Verb::List), ["PageSize", "Page", "PageToken", "200", "400", "401"]);
    assert_eq!(of(Resource::Document, Verb::Delete), ["204", "401", "404"]);
}

#[test]
fn parameters_count_on_success_only() {
    assert_eq!(
        exercised(&[post("/Maps", 201, "UniqueName=a&Ttl=60")]),
        ["create Map: UniqueName 1", "create Map: Ttl 1", "create Map: 201 1"]
    );
    assert_eq!(exercised(&[post("/Maps", 400, "UniqueName=a&Ttl=-1")]), ["create Map: 400 1"]);
}

#[test]
fn a_parameter_counts_once_in_a_request() {
    assert_eq!(
        exercised(&[post("/Maps", 201, "Ttl=60&Ttl=61"), post("/Maps", 201, "Ttl=1")]),
        ["create Map: Ttl 2", "create Map: 201 2"]
    );
}

#[test]
fn queries_count_for_listings_and_values_by_name() {
    let list = exchange("GET", &format!("{SERVICE}/Maps/m/Items?Order=desc&Bounds=Exclusive&PageSize=2#x"), 200);
    assert_eq!(
        exercised(&[list]),
        [
            "list Map Item: Order 1",
            "list Map Item: Order=desc 1",
            "list Map Item: Bounds 1",
            "list Map Item: PageSize 1",
            "list Map Item: 200 1"
        ]
    );
    // A form takes no parameters from the query, and a GET none from its body.
    let both = form(exchange("POST", &format!("{SERVICE}/Maps?Ttl=5"), 201), "");
    assert_eq!(exercised(&[both]), ["create Map: 201 1"]);
    let both = form(exchange("GET", &format!("{SERVICE}/Maps"), 200), "PageSize=1");
    assert_eq!(exercised(&[both]), ["list Map: 200 1"]);
}

#[test]
fn booleans_count_by_value() {
    let on = post("/Documents/d/Permissions/bob", 200, "Read=true&Write=false&Manage=false");
    assert_eq!(
        exercised(&[on]),
        [
            "update Document Permission: Read 1",
            "update Document Permission: Read=true 1",
            "update Document Permission: Write 1",
            "update Document Permission: Write=false 1",
            "update Document Permission: Manage 1",
            "update Document Permission: Manage=false 1",
            "update Document Permission: 200 1"
        ]
    );
}

#[test]
fn if_match_counts_where_it_is_documented() {
    let if_match = |exchange| with_header(exchange, "if-match", "0");
    let item = format!("{SERVICE}/Lists/l/Items/0");
    assert_eq!(
        exercised(&[if_match(exchange("DELETE", &item, 204))]),
        ["delete List Item: If-Match 1", "delete List Item: 204 1"]
    );
    assert_eq!(exercised(&[if_match(exchange("DELETE", &item, 412))]), ["delete List Item: 412 1"]);
    assert_eq!(exercised(&[if_match(exchange("DELETE", &format!("{SERVICE}/Lists/l"), 204))]), ["delete List: 204 1"]);
}

#[test]
fn which_status_a_refusal_has_is_a_matter_of_the_profile() {
    let large = format!("Data=%22{}%22", "x".repeat(20_000));
    let create = |status, body: &str| [post("/Documents", status, body)];
    assert_eq!(exercised(&create(413, &large)), ["create Document: 413 or 400 1"]);
    // The same status means one or the other, by the size of the Data.
    assert_eq!(exercised(&create(400, &large)), ["create Document: 413 or 400 1"]);
    assert_eq!(exercised(&create(400, "Data=x")), ["create Document: 400 1"]);
    assert_eq!(exercised_in(Profile::twilio(), &create(400, &large)), ["create Document: 400 1"]);
    let ours = "name = 'ours'\nextends = 'documented'\n[conditions.unique-name-taken]\nstatus = [422]\ncodes = 'any'\nsends = { status = 422, code = 1 }\n";
    let ours = Profile::parse("ours", ours).unwrap();
    assert_eq!(exercised_in(ours, &create(422, "UniqueName=a")), ["create Document: 422 1"]);
}

#[test]
fn messages_have_a_limit_of_their_own() {
    let body = format!("Data=%22{}%22", "x".repeat(5_000));
    assert_eq!(exercised(&[post("/Streams/s/Messages", 400, &body)]), ["create Stream Message: 413 or 400 1"]);
}

#[test]
fn odd_requests_are_taken_in_without_harm() {
    let mut surface = Surface::new(Arc::new(Profile::documented()), BASE);
    let mut bytes = post("/Maps", 400, "Ttl=%zz");
    bytes.request_body.push(0xff);
    surface.note(&bytes);
    surface.note(&with_header(exchange("POST", &format!("{SERVICE}/Maps"), 415), "content-type", "application/json"));
    let maps = Operation { resource: Resource::Map, verb: Verb::Create };
    assert_eq!(surface.operations[&maps].exchanges, 2);
    assert_eq!(surface.operations[&maps].other, BTreeMap::from([(415, 1)]));
    let elsewhere = [
        ("PUT", format!("{SERVICE}/Maps")),
        ("GET", "http://127.0.0.1:80/v1/Nonsense".to_owned()),
        ("GET", "http://127.0.0.1:80/other/Services".to_owned()),
        ("GET", format!("{SERVICE}/Maps/%zz")),
        ("GET", String::new()),
        ("DELETE", format!("{SERVICE}/Streams/s/Messages/TZ1")),
        ("", "://?#".to_owned()),
    ];
    for (method, url) in &elsewhere {
        surface.note(&exchange(method, url, 404));
    }
    assert_eq!((surface.elsewhere, surface.exchanges()), (7, 9));
}

#[test]
fn what_is_not_sent_as_a_form_has_no_parameters() {
    let mut json = post("/Maps", 201, "Ttl=60");
    json.request_headers = vec![("content-type".to_owned(), "application/json".to_owned())];
    assert_eq!(exercised(&[json.clone()]), ["create Map: 201 1"]);
    json.request_headers.clear();
    assert_eq!(exercised(&[json]), ["create Map: Ttl 1", "create Map: 201 1"]);
}
