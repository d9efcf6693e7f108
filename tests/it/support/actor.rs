//! Somebody who sends requests, and what they get back.

use rocket::http::{Header, Method, RawStr, Status};
use rocket::local::asynchronous::{Client, LocalRequest};
use serde_json::Value;

use super::TestApp;

/// The address that the tests come from.
const REMOTE: &str = "127.0.0.1:40000";
/// The origin of the pages.
pub(crate) const ORIGIN: &str = "http://127.0.0.1:8000";

/// A caller: a visitor, a browser with a session, or a program with a token.
#[derive(Clone, Default)]
pub(crate) struct Actor {
    cookies: Vec<(String, String)>,
    bearer: Option<String>,
}

/// A reply, read whole.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) bytes: Vec<u8>,
}

impl Actor {
    pub(crate) fn anonymous() -> Self {
        Self::default()
    }

    pub(crate) fn with_cookie(token: &str) -> Self {
        Self {
            cookies: vec![("session".to_owned(), token.to_owned())],
            bearer: None,
        }
    }

    pub(crate) fn with_bearer(token: &str) -> Self {
        Self {
            cookies: Vec::new(),
            bearer: Some(token.to_owned()),
        }
    }

    /// The same caller with the cookies that a reply set.
    pub(crate) fn after(answer: &Answer) -> Self {
        let cookies = answer.all("set-cookie").into_iter().filter_map(|cookie| {
            let (name, value) = cookie.split(';').next()?.split_once('=')?;
            Some((name.to_owned(), value.to_owned()))
        });
        Self {
            cookies: cookies.collect(),
            bearer: None,
        }
    }

    /// The same caller with the cookies that a reply set besides the ones it had.
    pub(crate) fn with_cookies(&self, answer: &Answer) -> Self {
        let mut actor = self.clone();
        actor.cookies.extend(Self::after(answer).cookies);
        actor
    }

    /// The same caller with the sentence that a reply left for the next page.
    pub(crate) fn with_flash(&self, answer: &Answer) -> Self {
        let mut actor = self.clone();
        for (name, value) in Self::after(answer).cookies {
            if name == "flash" {
                // A local request takes what a browser sends encoded.
                let value = RawStr::new(&value).percent_decode().unwrap();
                actor.cookies.push((name, value.into_owned()));
            }
        }
        actor
    }

    /// A request with the credentials of this caller, as its browser or program sends it.
    pub(crate) fn request<'c>(
        &self,
        client: &'c Client,
        method: Method,
        path: &str,
    ) -> LocalRequest<'c> {
        let mut request = client.req(method, path.to_owned());
        request.set_remote(REMOTE.parse().unwrap());
        // A local request does not read a `Cookie` header.
        for (name, value) in &self.cookies {
            request = request.cookie((name.clone(), value.clone()));
        }
        match &self.bearer {
            Some(token) => {
                request.add_header(Header::new("Authorization", format!("Bearer {token}")));
            }
            None => request.add_header(Header::new("Origin", ORIGIN)),
        }
        request
    }

    pub(crate) async fn send(&self, app: &TestApp, method: Method, path: &str) -> Answer {
        read(self.request(&app.client, method, path)).await
    }

    pub(crate) async fn get(&self, app: &TestApp, path: &str) -> Answer {
        self.send(app, Method::Get, path).await
    }

    pub(crate) async fn delete(&self, app: &TestApp, path: &str) -> Answer {
        self.send(app, Method::Delete, path).await
    }

    /// A POST without a body and without a content type.
    pub(crate) async fn act(&self, app: &TestApp, path: &str) -> Answer {
        self.send(app, Method::Post, path).await
    }

    pub(crate) async fn json(
        &self,
        app: &TestApp,
        method: Method,
        path: &str,
        body: &Value,
    ) -> Answer {
        self.raw(app, method, path, "application/json", body.to_string())
            .await
    }

    pub(crate) async fn post(&self, app: &TestApp, path: &str, body: &Value) -> Answer {
        self.json(app, Method::Post, path, body).await
    }

    pub(crate) async fn put(&self, app: &TestApp, path: &str, body: &Value) -> Answer {
        self.json(app, Method::Put, path, body).await
    }

    /// Any bytes of any content type.
    pub(crate) async fn raw(
        &self,
        app: &TestApp,
        method: Method,
        path: &str,
        kind: &str,
        body: impl AsRef<[u8]>,
    ) -> Answer {
        let mut request = self.request(&app.client, method, path);
        request.add_header(Header::new("Content-Type", kind.to_owned()));
        request.set_body(body);
        read(request).await
    }

    /// A form of a page.
    pub(crate) async fn form(&self, app: &TestApp, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        self.raw(
            app,
            Method::Post,
            path,
            "application/x-www-form-urlencoded",
            body,
        )
        .await
    }
}

/// The body of a form with one file, and its content type.
pub(crate) fn upload(field: &str, name: &str, kind: &str, file: &[u8]) -> (String, Vec<u8>) {
    let mut body = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
        Content-Type: {kind}\r\n\r\n"
    )
    .into_bytes();
    body.extend(file);
    body.extend(b"\r\n--edge--\r\n");
    ("multipart/form-data; boundary=edge".to_owned(), body)
}

/// Sends a request and reads the whole reply.
pub(crate) async fn read(request: LocalRequest<'_>) -> Answer {
    let response = request.dispatch().await;
    let status: Status = response.status();
    let headers = response
        .headers()
        .iter()
        .map(|header| {
            (
                header.name().as_str().to_lowercase(),
                header.value().to_owned(),
            )
        })
        .collect();
    let bytes = response.into_bytes().await.unwrap_or_default();
    Answer {
        status: status.code,
        headers,
        bytes,
    }
}

impl Answer {
    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// Every value of a header.
    pub(crate) fn all(&self, name: &str) -> Vec<&str> {
        let named = self.headers.iter().filter(|(known, _)| known == name);
        named.map(|(_, value)| value.as_str()).collect()
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The body as JSON.
    #[track_caller]
    pub(crate) fn value(&self) -> Value {
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|error| panic!("{error}: {} {:?}", self.status, self.text()))
    }

    /// The `data` of a reply that must have this status.
    #[track_caller]
    pub(crate) fn data(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text());
        let body = self.value();
        assert_eq!(body["success"], true, "{body}");
        body["data"].clone()
    }

    /// Checks the one error body, and gives it.
    #[track_caller]
    pub(crate) fn problem(&self, status: u16, code: &str) -> Value {
        assert_eq!(self.status, status, "{}", self.text());
        assert_eq!(
            self.header("content-type"),
            Some("application/problem+json")
        );
        let body = self.value();
        assert_eq!(body["success"], false, "{body}");
        assert_eq!(
            (&body["code"], &body["status"]),
            (&code.into(), &status.into()),
            "{body}"
        );
        let detail = body["detail"].as_str().unwrap_or_default();
        assert!(detail.contains(' '), "a sentence: {body}");
        assert_eq!(
            (&body["error"], &body["message"]),
            (&body["detail"], &body["detail"])
        );
        assert_eq!(body["requestId"].as_str(), self.header("x-request-id"));
        body
    }
}
