//! What all operations have in common and no handler says for itself: the envelope around data
//! (`web/reply.rs`), the one body of all errors (`web/problem.rs`), and how the reading of a body
//! can fail (`web/body.rs`).

use serde_json::{Map, Value, json};

const JSON: &str = "application/json";
const PROBLEM: &str = "application/problem+json";

/// Answers of every operation that reads a body.
const TO_BODIES: [(&str, &str); 4] = [
    ("400", "the body cannot be read"),
    ("408", "the body did not come in time"),
    ("413", "the body is too large"),
    ("415", "the body is of a type that is not read here"),
];

/// Answers of every operation.
const TO_ALL: [(&str, &str); 2] = [
    (
        "429",
        "too many requests; Retry-After tells when to come back",
    ),
    ("default", "any other error"),
];

/// Completes a document that describes the data of answers only.
pub(super) fn complete(document: &mut Value) {
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    let items = paths.into_iter().flat_map(Map::values_mut);
    let operations = items.filter_map(Value::as_object_mut);
    for operation in operations.flat_map(Map::values_mut) {
        let reads = operation.get("requestBody").is_some();
        if let Some(responses) = operation
            .get_mut("responses")
            .and_then(Value::as_object_mut)
        {
            answers(responses, reads);
        }
    }
}

fn answers(responses: &mut Map<String, Value>, reads: bool) {
    for (status, response) in responses.iter_mut() {
        let Some(response) = response.as_object_mut() else {
            continue;
        };
        match status.as_bytes().first() {
            Some(b'2') => enclose(response),
            Some(b'4' | b'5') => {
                response.insert("content".to_owned(), problem());
            }
            _ => {}
        }
    }
    let bodies: &[_] = if reads { &TO_BODIES } else { &[] };
    for (status, why) in bodies.iter().chain(&TO_ALL) {
        let new = || json!({"description": why, "content": problem()});
        responses.entry(*status).or_insert_with(new);
    }
}

fn problem() -> Value {
    json!({PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}})
}

/// Puts the schema of JSON data into the envelope; data that is not described is `null`. Files stay
/// as they are.
fn enclose(response: &mut Map<String, Value>) {
    let content = response.entry("content").or_insert_with(|| json!({}));
    let Some(content) = content.as_object_mut() else {
        return;
    };
    if content.is_empty() {
        content.insert(JSON.to_owned(), json!({"schema": {"type": "null"}}));
    }
    let media = content.get_mut(JSON).and_then(Value::as_object_mut);
    let Some(schema) = media.and_then(|media| media.get_mut("schema")) else {
        return;
    };
    let data = schema.take();
    let mut members = json!({
        "success": {"type": "boolean", "const": true},
        "message": {"type": "string", "description": "a sentence for the person, after a change"},
    });
    if let Some(members) = members.as_object_mut() {
        if data.get("type").is_some_and(|kind| kind == "array") {
            let next = json!({
                "type": ["string", "null"],
                "description": "in a list: `cursor` of its next page, null at the end",
            });
            members.insert("nextCursor".to_owned(), next);
        }
        members.insert("data".to_owned(), data);
    }
    *schema = json!({
        "type": "object",
        "required": ["success", "data"],
        "properties": members,
    });
}
