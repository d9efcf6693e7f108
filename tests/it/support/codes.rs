//! The app on somebody's phone, and what goes with a second factor in the tests.

use rocket::http::Method;
use scalix::clock::Timestamp;
use serde_json::json;
use totp_rs::{Builder, Secret, Totp};

use super::{Actor, Answer, PASSWORD, TestApp};

/// An app that makes codes of one secret.
pub(crate) struct Phone(Totp);

impl Phone {
    pub(crate) fn new(base32: &str) -> Self {
        let secret = Secret::try_from_base32(base32).unwrap();
        Self(Builder::new().with_secret(secret).build().unwrap())
    }

    /// The code of a moment.
    pub(crate) fn code(&self, at: Timestamp) -> String {
        let seconds = u64::try_from(at.ms() / 1_000).unwrap();
        self.0.generate(seconds).to_string()
    }
}

/// Turns the second factor of somebody on: their app, their recovery codes, and their session
/// with its new cookie.
pub(crate) async fn enrol(app: &TestApp, by: &Actor) -> (Phone, Vec<String>, Actor) {
    let begun = by
        .post(app, "/api/user/2fa", &json!({ "password": PASSWORD }))
        .await
        .data(200);
    let phone = Phone::new(begun["secret"].as_str().unwrap());
    let answer = confirm(app, by, &phone.code(app.now())).await;
    let codes = answer.data(200)["recoveryCodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|code| code.as_str().unwrap().to_owned())
        .collect();
    (phone, codes, Actor::after(&answer))
}

/// Sends the first code.
pub(crate) async fn confirm(app: &TestApp, by: &Actor, code: &str) -> Answer {
    let body = json!({ "code": code });
    by.json(app, Method::Post, "/api/user/2fa/confirm", &body)
        .await
}
