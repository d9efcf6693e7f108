//! Every form that events come in, through HTTP: CloudEvents, lines, compressed bodies.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use rocket::http::{Header, Method};
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use serde_json::{Value, json};

use crate::ingest::{EVENTS, Shop, event, told};
use crate::support::{Answer, read};

const CLOUD: &str = "application/cloudevents+json";
const CLOUDS: &str = "application/cloudevents-batch+json";
const LINES: &str = "application/x-ndjson";

/// The same event as [`event`], in an envelope.
fn cloud(id: &str) -> Value {
    let mut data = event(id);
    data.as_object_mut().unwrap().remove("id");
    json!({"specversion": "1.0", "type": "ai.usage", "id": id, "source": "eu/1",
        "subject": "user-7", "datacontenttype": "application/json", "traceparent": "00-1",
        "data": data})
}

fn gzip(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes.as_ref()).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    compress_to_vec(bytes.as_ref(), CompressionLevel::Fastest)
}

/// A body with these values of `Content-Encoding`, a header line each.
async fn encoded(shop: &Shop, kind: &str, encodings: &[&str], body: &[u8]) -> Answer {
    let mut request = shop.by.request(&shop.app.client, Method::Post, EVENTS);
    request.add_header(Header::new("Content-Type", kind.to_owned()));
    for encoding in encodings {
        request.add_header(Header::new("Content-Encoding", (*encoding).to_owned()));
    }
    request.set_body(body);
    read(request).await
}

#[tokio::test]
async fn cloud_events_are_taken_one_by_one_and_as_an_array() {
    let shop = Shop::open().await;
    let one = shop.raw(CLOUD, cloud("a").to_string()).await.data(200);
    assert_eq!(told(&one), ["accepted"]);
    assert_eq!(one["results"][0]["id"], "a");
    assert_eq!(one["results"][0]["cost"], 0.0054);

    let mut wrong = cloud("d");
    wrong["specversion"] = "0.3".into();
    let mut nameless = cloud("e");
    nameless.as_object_mut().unwrap().remove("id");
    let mut order = cloud("f");
    order["type"] = "com.example.order".into();
    let batch = json!([cloud("a"), cloud("b"), 5, wrong, nameless, order]);
    let kind = format!("{CLOUDS}; charset=utf-8");
    let batch = shop.raw(&kind, batch.to_string()).await.data(207);
    assert_eq!(
        told(&batch),
        [
            "duplicate",
            "accepted",
            "rejected wrong_type",
            "rejected invalid_value:specversion",
            "rejected missing:id",
            "rejected invalid_value:type",
        ]
    );
    assert_eq!(batch["results"][3]["id"], "d");
    assert_eq!(shop.stored(), 2);

    // What the envelope says is what the plain form says.
    let mut plain = event("a");
    plain["source"] = "eu/1".into();
    plain["endUser"] = "user-7".into();
    assert_eq!(told(&shop.post(&plain).await.data(200)), ["duplicate"]);
}

#[tokio::test]
async fn a_cloud_event_where_none_is_expected_and_the_reverse() {
    let shop = Shop::open().await;
    let refused = shop.post(&cloud("a")).await.problem(422, "invalid");
    let message = refused["fields"]["specversion"].as_str().unwrap();
    assert!(message.contains(CLOUD), "{message}");
    let plain = shop.raw(CLOUD, event("a").to_string()).await;
    let plain = plain.problem(422, "invalid");
    assert!(plain["fields"]["specversion"].is_string(), "{plain}");
    let array = json!([cloud("a")]).to_string();
    shop.raw(CLOUD, &array).await.problem(400, "malformed");
    let one = cloud("a").to_string();
    shop.raw(CLOUDS, &one).await.problem(400, "malformed");
    for body in ["", "{", "[", "\u{feff}"] {
        shop.raw(CLOUDS, body).await.problem(400, "malformed");
        shop.raw(CLOUD, body).await.problem(400, "malformed");
    }
    // Binary mode, where the attributes are headers.
    let mut request = shop.by.request(&shop.app.client, Method::Post, EVENTS);
    request.add_header(Header::new("Content-Type", "application/json"));
    request.add_header(Header::new("ce-specversion", "1.0"));
    request.set_body(event("a").to_string());
    let refused = read(request).await.problem(415, "unsupported_media_type");
    assert!(refused["detail"].as_str().unwrap().contains(CLOUD));
    let empty = shop.raw(CLOUDS, "[]").await.data(200);
    assert_eq!(empty["results"], json!([]));
    assert_eq!(shop.stored(), 0);
}

#[tokio::test]
async fn a_bad_line_in_the_middle_rejects_that_line_only() {
    let shop = Shop::open().await;
    let body = format!(
        "{}\r\n\n{{\"id\": \"x\", \n   \n{}\n[{}]\n{{\"id\":\"\u{e9}\"}}\n{}",
        event("a"),
        event("b"),
        event("c"),
        event("d"),
    );
    let mut body = body.into_bytes();
    // Half of the é: the line is no UTF-8.
    let half = body.iter().position(|byte| *byte == 0xc3).unwrap();
    body.remove(half);
    let reply = shop.raw(LINES, &body).await.data(207);
    assert_eq!(
        told(&reply),
        [
            "accepted",
            "rejected malformed",
            "accepted",
            "rejected wrong_type",
            "rejected malformed",
            "accepted",
        ]
    );
    for (at, result) in reply["results"].as_array().unwrap().iter().enumerate() {
        assert_eq!(result["index"], at);
    }
    assert_eq!(shop.stored(), 3);

    shop.raw(LINES, "\n \n").await.problem(400, "malformed");
    let only_bad = shop.raw(LINES, "{\n}\n").await.problem(422, "invalid");
    assert_eq!(only_bad["data"]["rejected"], 2);
    let many = "{}\n".repeat(1_001);
    shop.raw(LINES, many).await.problem(413, "too_large");
    let long = format!("{}\n{{\"id\": \"{}\"}}\n", event("e"), "x".repeat(70_000));
    let reply = shop.raw(LINES, long).await.data(207);
    assert_eq!(told(&reply), ["accepted", "rejected too_large"]);
    assert_eq!(shop.stored(), 4);
}

#[tokio::test]
async fn compressed_bodies_of_every_format_are_taken() {
    let shop = Shop::open().await;
    let line = |id: &str| format!("{}\n", event(id));
    let array = json!([event("a"), event("b")]).to_string();
    for (kind, encodings, body, taken) in [
        ("application/json", &["gzip"][..], gzip(&array), 2),
        ("application/json", &["ZSTD"][..], zstd(&array), 2),
        (
            "application/json",
            &["identity", "x-gzip"][..],
            gzip(&array),
            2,
        ),
        (CLOUD, &["gzip"][..], gzip(cloud("c").to_string()), 1),
        // As a log shipper sends it: a member or a frame a line.
        (
            LINES,
            &["gzip"][..],
            [gzip(line("d")), gzip(line("e"))].concat(),
            2,
        ),
        (
            LINES,
            &["zstd"][..],
            [zstd(line("d")), zstd(line("e"))].concat(),
            2,
        ),
    ] {
        let reply = encoded(&shop, kind, encodings, &body).await.data(200);
        let stored = reply["accepted"].as_i64().unwrap() + reply["duplicates"].as_i64().unwrap();
        assert_eq!(stored, taken, "{kind} {encodings:?}");
    }
    assert_eq!(shop.stored(), 5);
}

#[tokio::test]
async fn a_compressed_body_that_lies_or_breaks_fails_as_a_whole() {
    let shop = Shop::open().await;
    let json = "application/json";
    let whole = gzip(event("a").to_string());
    let frame = zstd(event("a").to_string());
    // 512 MiB of blanks; a frame that says it holds four tebibytes; one with such a window.
    let bomb = gzip(vec![b' '; 16 << 20]).repeat(32);
    let claim = b"\x28\xb5\x2f\xfd\xe0\0\0\0\0\0\x04\0\0\x01\0\0";
    let window = b"\x28\xb5\x2f\xfd\x00\xf8\x01\0\0";
    let over = format!("{}{}", event("a"), " ".repeat(4 << 20));
    for (encodings, body, status, code) in [
        (&["gzip"][..], &whole[..whole.len() / 2], 400, "malformed"),
        (&["gzip"][..], &whole[..whole.len() - 1], 400, "malformed"),
        (&["gzip"][..], b"", 400, "malformed"),
        (
            &["gzip"][..],
            event("a").to_string().as_bytes(),
            400,
            "malformed",
        ),
        (&["zstd"][..], &frame[..frame.len() - 1], 400, "malformed"),
        (&["zstd"][..], &whole, 400, "malformed"),
        (&["gzip"][..], &bomb, 413, "too_large"),
        (&["gzip"][..], &gzip(&over), 413, "too_large"),
        (&["zstd"][..], &zstd(&over), 413, "too_large"),
        (&["zstd"][..], claim, 413, "too_large"),
        (&["zstd"][..], window, 413, "too_large"),
        (&["gzip"][..], &vec![0; (4 << 20) + 1], 413, "too_large"),
        (&["br"][..], &whole, 415, "unsupported_media_type"),
        (
            &["gzip, gzip"][..],
            &gzip(&whole),
            415,
            "unsupported_media_type",
        ),
        (&["gzip", "zstd"][..], &whole, 415, "unsupported_media_type"),
        (
            &["identity", "deflate"][..],
            &whole,
            415,
            "unsupported_media_type",
        ),
        (&[""][..], &whole, 415, "unsupported_media_type"),
    ] {
        encoded(&shop, json, encodings, body)
            .await
            .problem(status, code);
    }
    // The limits of an event and of their number hold behind the compression, too.
    let long = json!([{"id": "x".repeat(70_000)}, event("b")]).to_string();
    let reply = encoded(&shop, json, &["gzip"], &gzip(long)).await.data(207);
    assert_eq!(told(&reply), ["rejected too_large", "accepted"]);
    let many = format!("[{}]", vec!["{}"; 1_001].join(","));
    let reply = encoded(&shop, json, &["zstd"], &zstd(many)).await;
    reply.problem(413, "too_large");
    assert_eq!(shop.stored(), 1);
}

#[tokio::test]
async fn pitfall_7_the_usage_object_of_a_provider_is_priced_as_it_is_meant() {
    let shop = Shop::open().await;
    let of = |id: &str, provider: &str, model: &str, usage: Value| json!({"id": id, "provider": provider, "model": model, "usage": usage});
    let anthropic = json!({"input_tokens": 600, "cache_read_input_tokens": 400,
        "output_tokens": 500, "server_tool_use": {"web_search_requests": 1}});
    let google = json!({"promptTokenCount": 1_000, "cachedContentTokenCount": 400,
        "candidatesTokenCount": 200, "thoughtsTokenCount": 300, "totalTokenCount": 1_500});
    let chat = json!({"prompt_tokens": 1_000, "completion_tokens": 500, "total_tokens": 1_500,
        "prompt_tokens_details": {"cached_tokens": 400}});
    let responses = json!({"input_tokens": 1_000, "output_tokens": 500,
        "input_tokens_details": {"cached_tokens": 400}});
    let batch = json!([
        of("a", "openai", "gpt-4.1", chat.clone()),
        of("b", "openai", "gpt-4.1", responses),
        of("c", "anthropic", "gpt-4.1", anthropic),
        of("d", "google", "gpt-4.1", google),
        of("e", "acme", "gpt-4.1", chat),
        of(
            "f",
            "openai",
            "gpt-4.1",
            json!({"prompt_tokens": 1,
            "prompt_tokens_details": {"cached_tokens": 2}})
        ),
        of("g", "openai", "gpt-4.1", json!({"words": 7})),
    ]);
    let reply = shop.post(&batch).await.data(207);
    assert_eq!(
        told(&reply)[4..],
        [
            "rejected unknown_provider:provider",
            "rejected subset_above_total:cachedInputTokens",
            "rejected unknown_usage:usage",
        ]
    );
    // 600 x 2 + 400 x 0.50 + 500 x 8 dollars a million, where the provider sells the model.
    for at in [0, 1] {
        assert_eq!(reply["results"][at]["cost"], 0.0054, "{reply}");
    }
    let analytics = shop.analytics().await;
    let summary = &analytics["summary"];
    assert_eq!(
        (
            &summary["inputTokens"],
            &summary["cachedTokens"],
            &summary["outputTokens"]
        ),
        (&json!(4_000), &json!(1_600), &json!(2_000))
    );
    assert_eq!(shop.stored(), 4);
}

#[tokio::test]
async fn gaps_in_the_senders_own_count_are_listed() {
    let shop = Shop::open().await;
    let numbered = |id: &str, number: i64| {
        let mut event = event(id);
        event["source"] = "pod-1".into();
        event["sourceSeq"] = number.into();
        event
    };
    let path = "/api/usage/sources";
    let sources = async || shop.ada.get(&shop.app, path).await.data(200);
    assert_eq!(sources().await, json!([]));
    shop.post(&json!([numbered("a", 1), numbered("b", 5), event("c")]))
        .await
        .data(200);
    let project = &shop.project;
    assert_eq!(
        sources().await,
        json!([{"source": "pod-1", "projectId": project, "projectName": "Shop", "firstSeq": 1,
            "lastSeq": 5, "received": 2, "missing": 3, "gapCount": 1,
            "gaps": [{"from": 2, "to": 4}]}])
    );
    shop.post(&json!([numbered("d", 2), numbered("e", 4)]))
        .await
        .data(200);
    assert_eq!(sources().await[0]["gaps"], json!([{"from": 3, "to": 3}]));

    for (query, status) in [
        ("?projectId=", 200),
        ("?projectId=all&limit=1", 200),
        (&format!("?projectId={project}"), 200),
        ("?projectId=prj_00000000000000000000", 404),
        ("?projectId=x", 404),
        ("?limit=0", 422),
        ("?cursor=x", 422),
        ("?cursor=0~x", 422),
    ] {
        let reply = shop.ada.get(&shop.app, &format!("{path}{query}")).await;
        assert_eq!(reply.status, status, "{query}");
    }
    let reply = shop.ada.get(&shop.app, path).await;
    assert_eq!(reply.value()["nextCursor"], Value::Null);
    assert!(reply.header("etag").is_some());
    shop.by.get(&shop.app, path).await.problem(403, "forbidden");
}
