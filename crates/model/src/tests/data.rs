use serde_json::{Value, json};
use syncproof_api::json::parse;

use super::support::{World, body, error, field, json_of};

#[test]
fn data_of_16_kib_pass_and_one_byte_more_does_not() {
    let mut world = World::documented();
    world.post("/Documents", &[("UniqueName", "d")]);
    world.post("/Maps", &[("UniqueName", "m")]);
    let (fits, too_large) = (json_of(16_384), json_of(16_385));
    assert_eq!(fits.len(), 16_384);
    assert_eq!(world.post("/Documents", &[("Data", &fits)]).status, 201);
    assert_eq!(world.post("/Documents/d", &[("Data", &fits)]).status, 200);
    assert_eq!(world.post("/Maps/m/Items", &[("Key", "k"), ("Data", &fits)]).status, 201);
    assert_eq!(error(&world.post("/Documents", &[("Data", &too_large)])), (413, 54301));
    assert_eq!(error(&world.post("/Documents/d", &[("Data", &too_large)])), (413, 54301));
    assert_eq!(error(&world.post("/Maps/m/Items", &[("Key", "l"), ("Data", &too_large)])), (413, 54301));
    assert_eq!(error(&world.post("/Maps/m/Items/k", &[("Data", &too_large)])), (413, 54301));
    assert_eq!(field(&world.get("/Documents/d", &[]), "data"), &parse(&fits).unwrap());
}

#[test]
fn bytes_are_counted_and_not_characters_or_white_space() {
    let mut world = World::documented();
    let accented = format!("{{\"t\":\"{}\"}}", "é".repeat(8188));
    assert_eq!(accented.len(), 16_384);
    assert_eq!(world.post("/Documents", &[("Data", &accented)]).status, 201);
    let one_more = accented.replacen('é', "éx", 1);
    assert_eq!(error(&world.post("/Documents", &[("Data", &one_more)])), (413, 54301));
    let exponent = format!("{{\"t\":\"{}\",\"n\":1e5}}", "x".repeat(16_384 - 16));
    assert_eq!(exponent.len(), 16_384);
    assert_eq!(world.post("/Documents", &[("Data", &exponent)]).status, 201);
    let spaced = format!("{}{{}}", " ".repeat(20_000));
    assert_eq!(world.post("/Documents", &[("Data", &spaced)]).status, 201);
}

#[test]
fn what_is_no_json_is_refused_and_changes_nothing() {
    let mut world = World::documented();
    world.post("/Documents", &[("UniqueName", "d"), ("Data", r#"{"a":1}"#)]);
    let before = world.get("/Documents/d", &[]);
    for data in ["nope", "{a:1}", "{\"a\":1", "{'a':1}", "{} {}", "[1,]", "NaN", "01", ""] {
        assert_eq!(error(&world.post("/Documents/d", &[("Data", data)])), (400, 54008), "{data}");
    }
    assert_eq!(error(&world.post("/Documents/d", &[("Data", "null")])), (400, 54101));
    assert_eq!(world.get("/Documents/d", &[]), before);
}

#[test]
fn every_json_value_comes_back() {
    let mut world = World::documented();
    for data in [
        r#"{"t":"text","e":"","i":-17,"d":3.25,"b":true,"x":null,"a":[1,[2,{}]],"é":"😀"}"#,
        r#"{"n":[9007199254740993,0.12345678901234567890,1e400]}"#,
        "[1,2]",
        "\"text\"",
        "5",
        "false",
    ] {
        let made = world.post("/Documents", &[("Data", data)]);
        assert_eq!(made.status, 201, "{data}");
        assert_eq!(body(&made)["data"].to_string(), data.replace("1e400", "1e+400"));
    }
}

#[test]
fn of_a_name_that_stands_twice_the_last_value_counts() {
    let mut world = World::documented();
    let made = world.post("/Documents", &[("Data", r#"{"a":1,"a":2}"#)]);
    assert_eq!(field(&made, "data"), &json!({"a": 2}));
}

#[test]
fn deep_nesting_and_half_characters_are_refused() {
    let mut world = World::documented();
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(world.post("/Documents", &[("Data", &nested(127))]).status, 201);
    assert_eq!(error(&world.post("/Documents", &[("Data", &nested(128))])), (400, 54008));
    assert_eq!(error(&world.post("/Documents", &[("Data", r#"{"v":"\ud83d"}"#)])), (400, 54008));
    let page = world.get("/Documents", &[]);
    assert_eq!(body(&page)["documents"].as_array().map(Vec::len), Some(1));
    assert_ne!(body(&page)["documents"][0]["data"], Value::Null);
}
