//! Bodies whose last byte comes when the access that was proved before it is gone, on a real socket.

use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::support::{PASSWORD, Server};

const FORM: &str = "application/x-www-form-urlencoded";

/// A request of which all but the last byte was sent.
struct Late {
    socket: TcpStream,
    last: u8,
}

impl Late {
    async fn json(server: &Server, cookie: &str, request: &str, body: &Value) -> Self {
        let cookie = format!("Cookie: {cookie}\r\n");
        Self::send(
            server,
            &cookie,
            request,
            "application/json",
            &body.to_string(),
        )
        .await
    }

    async fn form(server: &Server, cookie: &str, request: &str, body: &str) -> Self {
        let cookie = format!("Cookie: {cookie}\r\n");
        Self::send(server, &cookie, request, FORM, body).await
    }

    async fn send(server: &Server, who: &str, request: &str, kind: &str, body: &str) -> Self {
        let (base, length) = (&server.base, body.len());
        let mut socket = TcpStream::connect(base.trim_start_matches("http://"))
            .await
            .unwrap();
        let (last, first) = body.as_bytes().split_last().unwrap();
        // Before the guards, Rocket looks into a body for `_method=delete`.
        assert!(first.len() >= 14, "{body}");
        let head = format!(
            "{request} HTTP/1.1\r\nHost: x\r\nOrigin: {base}\r\nContent-Type: {kind}\r\n\
            Content-Length: {length}\r\nConnection: close\r\n{who}\r\n"
        );
        socket.write_all(head.as_bytes()).await.unwrap();
        socket.write_all(first).await.unwrap();
        // The guards have run when what follows is changed.
        tokio::time::sleep(Duration::from_millis(500)).await;
        Self {
            socket,
            last: *last,
        }
    }

    /// The status and the stable code of the answer to the whole; of a page, its sentence.
    async fn end(mut self) -> (u16, String) {
        self.socket.write_all(&[self.last]).await.unwrap();
        let mut answer = Vec::new();
        self.socket.read_to_end(&mut answer).await.unwrap();
        let answer = String::from_utf8_lossy(&answer);
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head[9..12].parse().unwrap();
        let told: Value = serde_json::from_str(body).unwrap_or_default();
        (status, told["code"].as_str().unwrap_or(body).to_owned())
    }

    async fn refuses(self, status: u16, code: &str) {
        assert_eq!(self.end().await, (status, code.to_owned()));
    }
}

/// What a request that is sent at once is answered, which must succeed.
async fn call(server: &Server, cookie: &str, method: Method, path: &str, body: Value) -> Value {
    let answer = reqwest::Client::new()
        .request(method, format!("{}/api/{path}", server.base))
        .header("Origin", &server.base)
        .header("Cookie", cookie)
        .json(&body)
        .send()
        .await
        .unwrap();
    let status = answer.status();
    let told: Value = answer.json().await.unwrap();
    assert!(status.is_success(), "{path}: {told}");
    told["data"].clone()
}

/// A new member of the owner's team: their cookie and their id.
async fn member(server: &Server, owner: &str, name: &str, role: &str) -> (String, String) {
    let email = format!("{name}@example.org");
    let draft = json!({"email": email, "role": role});
    let invited = call(server, owner, Method::POST, "team/invite", draft).await;
    let url = invited["inviteUrl"].as_str().unwrap();
    let token = url.split("/invitations/").nth(1).unwrap();
    let joined = reqwest::Client::new()
        .post(format!("{}/api/invitations/{token}/accept", server.base))
        .header("Origin", &server.base)
        .json(&json!({"name": name, "password": PASSWORD}))
        .send()
        .await
        .unwrap();
    assert_eq!(joined.status(), StatusCode::CREATED);
    let cookie = joined.headers()["set-cookie"].to_str().unwrap();
    let cookie = cookie.split(';').next().unwrap().to_owned();
    let me = call(server, &cookie, Method::GET, "auth/me", Value::Null).await;
    let id = me["user"]["id"].as_str().unwrap().to_owned();
    (cookie, id)
}

#[tokio::test]
async fn whoever_was_removed_meanwhile_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = Server::start(folder.path()).await;
    let owner = server.set_up_owner().await;
    let (dev, id) = member(&server, &owner, "dev", "developer").await;
    let key = Late::json(
        &server,
        &dev,
        "POST /api/api-keys",
        &json!({"name": "The late key"}),
    )
    .await;
    let project = Late::form(&server, &dev, "POST /projects/new", "name=The+late+project").await;
    let message = json!({"to": "all", "body": "late"});
    let message = Late::json(&server, &dev, "POST /api/team/message", &message).await;
    let token = json!({"name": "k", "scopes": ["team:read"]});
    let token = Late::json(&server, &dev, "POST /api/user/tokens", &token).await;
    let path = format!("team/members/{id}");
    call(&server, &owner, Method::DELETE, &path, Value::Null).await;
    key.refuses(403, "forbidden").await;
    message.refuses(403, "forbidden").await;
    token.refuses(403, "forbidden").await;
    let (status, page) = project.end().await;
    assert_eq!(status, 403, "{page}");
    for (what, most) in [("api-keys", 0), ("projects", 0)] {
        let made = call(&server, &owner, Method::GET, what, Value::Null).await;
        assert_eq!(made.as_array().unwrap().len(), most, "{made}");
    }
    server.stop().await;
}

#[tokio::test]
async fn a_session_or_token_that_ended_meanwhile_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = Server::start(folder.path()).await;
    let owner = server.set_up_owner().await;
    let draft = json!({"name": "script", "scopes": ["projects:write", "projects:read"]});
    let personal = call(&server, &owner, Method::POST, "user/tokens", draft).await;
    let bearer = format!(
        "Authorization: Bearer {}\r\n",
        personal["secret"].as_str().unwrap()
    );
    let (admin, _) = member(&server, &owner, "admin", "admin").await;
    let token = json!({"name": "late", "scopes": ["team:write"]});
    let token = Late::json(&server, &admin, "POST /api/user/tokens", &token).await;
    let invite = json!({"email": "late@example.org", "role": "viewer"});
    let invite = Late::json(&server, &admin, "POST /api/team/invite", &invite).await;
    let form = Late::form(
        &server,
        &admin,
        "POST /settings/profile",
        "firstName=Latecomer",
    )
    .await;
    // A body that may be left out, and one that a program sends.
    let leave = json!({"password": PASSWORD, "confirm": "admin@example.org"});
    let leave = Late::json(&server, &admin, "DELETE /api/user/account", &leave).await;
    let project = r#"{"name": "late"}"#;
    let kind = "application/json";
    let program = Late::send(&server, &bearer, "POST /api/projects", kind, project).await;
    call(&server, &admin, Method::POST, "auth/signout", Value::Null).await;
    let path = format!("user/tokens/{}", personal["id"].as_str().unwrap());
    call(&server, &owner, Method::DELETE, &path, Value::Null).await;
    token.refuses(401, "unauthenticated").await;
    invite.refuses(401, "unauthenticated").await;
    leave.refuses(401, "unauthenticated").await;
    program.refuses(401, "unauthenticated").await;
    let (status, page) = form.end().await;
    assert!(matches!(status, 303 | 401), "{status} {page}");
    server.stop().await;
}

#[tokio::test]
async fn a_role_that_changed_meanwhile_gives_what_it_gives_now() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = Server::start(folder.path()).await;
    let owner = server.set_up_owner().await;
    let (admin, admin_id) = member(&server, &owner, "admin", "admin").await;
    let (_, other_id) = member(&server, &owner, "other", "viewer").await;
    let path = format!("PUT /api/team/members/{other_id}");
    let promote = Late::json(&server, &admin, &path, &json!({"role": "admin"})).await;
    let project = Late::json(
        &server,
        &admin,
        "POST /api/projects",
        &json!({"name": "The late one"}),
    )
    .await;
    let profile = json!({"company": "Acme"});
    let profile = Late::json(&server, &admin, "PUT /api/user/profile", &profile).await;
    let path = format!("team/members/{admin_id}");
    let developer = json!({"role": "developer"});
    call(&server, &owner, Method::PUT, &path, developer).await;
    promote.refuses(403, "forbidden").await;
    // Held by the new role as well; but what the proof says of the role is not true any more.
    project.refuses(403, "forbidden").await;
    let (status, told) = profile.end().await;
    assert_eq!(status, 200, "one's own account has no role: {told}");
    server.stop().await;
}

#[tokio::test]
async fn a_key_that_was_revoked_meanwhile_sends_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = Server::start(folder.path()).await;
    let owner = server.set_up_owner().await;
    let key = server
        .make(&owner, "api-keys", &json!({"name": "load"}))
        .await;
    let bearer = format!(
        "Authorization: Bearer {}\r\n",
        key["secret"].as_str().unwrap()
    );
    let events = r#"[{"id": "1", "model": "gpt-4o", "inputTokens": 1, "outputTokens": 1}]"#;
    let kind = "application/json";
    let late = Late::send(&server, &bearer, "POST /api/usage/events", kind, events).await;
    let path = format!("api-keys/{}", key["id"].as_str().unwrap());
    call(&server, &owner, Method::DELETE, &path, Value::Null).await;
    late.refuses(401, "unauthenticated").await;
    server.stop().await;
}
