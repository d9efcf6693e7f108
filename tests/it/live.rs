//! The socket that tells what happens, through a real client and the real program.

use std::process::Stdio;
use std::time::{Duration, Instant};

use reqwest::{Method, StatusCode};
use rocket::futures::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::support::{PASSWORD, Server};

/// What changes is told within this.
const SECOND: Duration = Duration::from_secs(1);

/// A client with a socket.
struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Socket {
    /// Connects with these headers; a refusal is its status and body.
    async fn open(server: &Server, headers: &[(&'static str, &str)]) -> Result<Self, (u16, Value)> {
        let address = format!("{}/api/usage/live", server.base.replace("http", "ws"));
        let mut request = address.into_client_request().unwrap();
        for (name, value) in headers {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        match connect_async(request).await {
            Ok((socket, _)) => Ok(Self(socket)),
            Err(Error::Http(answer)) => {
                let body = answer.body().as_deref().unwrap_or_default();
                let body = serde_json::from_slice(body).unwrap_or(Value::Null);
                Err((answer.status().as_u16(), body))
            }
            Err(error) => panic!("{error}"),
        }
    }

    /// A page of the server, and the `hello` it is told.
    async fn page(server: &Server, cookie: &str) -> (Self, Value) {
        let opened = Self::open(server, &[("Cookie", cookie), ("Origin", &server.base)]).await;
        let mut socket = opened.expect("a socket");
        let hello = socket.told().await;
        assert_eq!(hello["type"], "hello", "{hello}");
        assert_eq!(socket.told().await["type"], "inbox");
        (socket, hello)
    }

    /// The next frame, which must come within a second.
    async fn told(&mut self) -> Value {
        match self.next().await {
            Message::Text(text) => serde_json::from_str(&text).unwrap(),
            other => panic!("no frame: {other:?}"),
        }
    }

    async fn next(&mut self) -> Message {
        let next = timeout(SECOND, self.0.next()).await;
        next.expect("within a second").unwrap().unwrap()
    }

    /// The socket is told good-bye within a second, and closed with this code.
    async fn ends(mut self, code: CloseCode) {
        assert_eq!(self.told().await, json!({"type": "bye"}));
        self.closes(code).await;
    }

    async fn closes(&mut self, expected: CloseCode) {
        match self.next().await {
            Message::Close(Some(frame)) => assert_eq!(frame.code, expected),
            other => panic!("not closed: {other:?}"),
        }
    }

    /// Nothing comes for a while.
    async fn is_quiet(&mut self) {
        let came = timeout(Duration::from_millis(300), self.0.next()).await;
        assert!(came.is_err(), "{came:?}");
    }
}

/// A request of a page, or without a cookie of a visitor.
async fn call(
    server: &Server,
    cookie: &str,
    method: Method,
    path: &str,
    body: Option<Value>,
) -> (StatusCode, reqwest::header::HeaderMap, Value) {
    let url = format!("{}{path}", server.base);
    let mut request = reqwest::Client::new()
        .request(method, url)
        .header("Origin", &server.base)
        .header("Cookie", cookie);
    if let Some(body) = body {
        request = request.json(&body);
    }
    let answer = request.send().await.unwrap();
    let (status, headers) = (answer.status(), answer.headers().clone());
    (status, headers, answer.json().await.unwrap_or_default())
}

/// Another session of the owner.
async fn sign_in(server: &Server) -> String {
    sign_in_as(server, "ada@example.org").await
}

async fn sign_in_as(server: &Server, email: &str) -> String {
    let body = json!({"email": email, "password": PASSWORD});
    let path = "/api/auth/signin";
    let (status, headers, _) = call(server, "", Method::POST, path, Some(body)).await;
    assert_eq!(status, 200);
    let cookie = headers["set-cookie"].to_str().unwrap();
    cookie.split(';').next().unwrap().to_owned()
}

async fn started() -> (tempfile::TempDir, Server, String) {
    let folder = tempfile::tempdir().unwrap();
    let mut server = Server::start(&folder.path().join("data")).await;
    let owner = server.set_up_owner().await;
    (folder, server, owner)
}

#[tokio::test]
async fn a_page_and_a_program_are_told_where_the_team_is() {
    let (_folder, server, owner) = started().await;
    let (mut page, hello) = Socket::page(&server, &owner).await;
    assert_eq!(hello, json!({"type": "hello", "seq": 0, "tz": "UTC"}));

    let draft = json!({"name": "p"});
    let key = server.make(&owner, "api-keys", &draft).await;
    let events = reqwest::Client::new()
        .post(format!("{}/api/usage/events", server.base))
        .bearer_auth(key["secret"].as_str().unwrap())
        .json(&json!([{"id": "1", "model": "m", "inputTokens": 1, "outputTokens": 1}]))
        .send()
        .await
        .unwrap();
    assert_eq!(events.status(), 200);
    let draft = json!({"name": "watch", "scopes": ["usage:read"]});
    let token = server.make(&owner, "user/tokens", &draft).await;
    let bearer = format!("Bearer {}", token["secret"].as_str().unwrap());
    // A program has no origin, and one of another site costs it nothing.
    let other = ("Origin", "https://evil.example");
    for headers in [
        vec![("Authorization", bearer.as_str())],
        vec![("Authorization", bearer.as_str()), other],
    ] {
        let mut program = Socket::open(&server, &headers).await.ok().unwrap();
        assert_eq!(program.told().await["seq"], 1);
        program.is_quiet().await;
    }
    // One that also reads the team is told what is unread.
    let draft = json!({"name": "both", "scopes": ["usage:read", "team:read"]});
    let token = server.make(&owner, "user/tokens", &draft).await;
    let bearer = format!("Bearer {}", token["secret"].as_str().unwrap());
    let headers = [("Authorization", bearer.as_str())];
    let mut program = Socket::open(&server, &headers).await.ok().unwrap();
    assert_eq!(program.told().await["type"], "hello");
    assert_eq!(program.told().await, json!({"type": "inbox", "unread": 0}));
    // Words of a client are not read.
    page.0.send(Message::Text("x".repeat(4096))).await.unwrap();
    page.is_quiet().await;
}

#[tokio::test]
async fn who_may_not_listen_is_refused_before_the_upgrade() {
    let (_folder, server, owner) = started().await;
    let key = server.make(&owner, "api-keys", &json!({"name": "k"})).await;
    let draft = json!({"name": "t", "scopes": ["projects:read"]});
    let token = server.make(&owner, "user/tokens", &draft).await;
    let bearer = |made: &Value| format!("Bearer {}", made["secret"].as_str().unwrap());
    let (key, token) = (bearer(&key), bearer(&token));
    let base = server.base.as_str();
    let evil = "https://evil.example";
    for (headers, status, code) in [
        (vec![("Origin", base)], 401, "unauthenticated"),
        (
            vec![("Origin", base), ("Cookie", "session=x")],
            401,
            "unauthenticated",
        ),
        (vec![("Authorization", "Bearer x")], 401, "unauthenticated"),
        (vec![("Authorization", &key)], 403, "forbidden"),
        (vec![("Authorization", &token)], 403, "forbidden"),
        (vec![("Cookie", &owner)], 403, "csrf"),
        (vec![("Cookie", &owner), ("Origin", evil)], 403, "csrf"),
        (vec![("Cookie", &owner), ("Origin", "null")], 403, "csrf"),
    ] {
        let refused = Socket::open(&server, &headers).await.err();
        let (told, body) = refused.unwrap_or_else(|| panic!("{headers:?} were let in"));
        assert_eq!((told, &body["code"]), (status, &code.into()), "{body}");
        assert_eq!(body["success"], false);
    }
    let (status, _, body) = call(&server, &owner, Method::GET, "/api/usage/live", None).await;
    assert_eq!((status.as_u16(), &body["code"]), (400, &"malformed".into()));
    // Nobody of them keeps a place.
    Socket::page(&server, &owner).await;
}

#[tokio::test]
async fn what_ends_the_access_ends_the_socket_within_a_second() {
    let (_folder, server, owner) = started().await;
    let (mut still, _) = Socket::page(&server, &owner).await;

    // A session that is ended from afar.
    let other = sign_in(&server).await;
    let (socket, _) = Socket::page(&server, &other).await;
    let path = "/api/user/sessions";
    let (_, _, list) = call(&server, &owner, Method::GET, path, None).await;
    let list = list["data"].as_array().unwrap().clone();
    let theirs = list.iter().find(|it| it["isCurrent"] == false).unwrap();
    let path = format!("/api/user/sessions/{}", theirs["id"].as_str().unwrap());
    let (status, _, _) = call(&server, &owner, Method::DELETE, &path, None).await;
    assert_eq!(status, 200);
    socket.ends(CloseCode::Policy).await;

    // Signing out.
    let other = sign_in(&server).await;
    let (socket, _) = Socket::page(&server, &other).await;
    let path = "/api/auth/signout";
    let (status, _, _) = call(&server, &other, Method::POST, path, None).await;
    assert_eq!(status, 200);
    socket.ends(CloseCode::Policy).await;

    // A token that is revoked.
    let draft = json!({"name": "watch", "scopes": ["usage:read"]});
    let token = server.make(&owner, "user/tokens", &draft).await;
    let bearer = format!("Bearer {}", token["secret"].as_str().unwrap());
    let headers = [("Authorization", bearer.as_str())];
    let mut program = Socket::open(&server, &headers).await.ok().unwrap();
    assert_eq!(program.told().await["type"], "hello");
    let path = format!("/api/user/tokens/{}", token["id"].as_str().unwrap());
    let (status, _, _) = call(&server, &owner, Method::DELETE, &path, None).await;
    assert_eq!(status, 200);
    program.ends(CloseCode::Policy).await;
    let refused = Socket::open(&server, &headers).await.err().unwrap();
    assert_eq!(refused.0, 401);

    // What ended others did not end this one; a new password ends all, for this one has another
    // token from now on.
    still.is_quiet().await;
    let other = sign_in(&server).await;
    let (socket, _) = Socket::page(&server, &other).await;
    let new = "another correct horse battery staple";
    let body = json!({"currentPassword": PASSWORD, "newPassword": new});
    let path = "/api/user/password";
    let (status, headers, _) = call(&server, &owner, Method::PUT, path, Some(body)).await;
    assert_eq!(status, 200);
    socket.ends(CloseCode::Policy).await;
    still.ends(CloseCode::Policy).await;
    let cookie = headers["set-cookie"].to_str().unwrap();
    let owner = cookie.split(';').next().unwrap().to_owned();

    // Another team of the same session.
    let (socket, _) = Socket::page(&server, &owner).await;
    let team = server.make(&owner, "teams", &json!({"name": "B"})).await;
    let path = format!("/api/teams/{}/switch", team["id"].as_str().unwrap());
    let (status, _, _) = call(&server, &owner, Method::POST, &path, None).await;
    assert_eq!(status, 200);
    socket.ends(CloseCode::Policy).await;

    // The end of the account.
    let (socket, _) = Socket::page(&server, &owner).await;
    let body = json!({"password": new, "confirm": "ada@example.org"});
    let path = "/api/user/account";
    let (status, _, body) = call(&server, &owner, Method::DELETE, path, Some(body)).await;
    assert_eq!(status, 200, "{body}");
    socket.ends(CloseCode::Policy).await;
}

#[tokio::test]
async fn a_large_frame_ends_its_own_socket_alone() {
    let (_folder, server, owner) = started().await;
    let (mut good, _) = Socket::page(&server, &owner).await;
    for large in [4097, 1024 * 1024] {
        let (mut bad, _) = Socket::page(&server, &owner).await;
        // The server may have hung up before all of it was sent.
        let _ = bad.0.send(Message::Binary(vec![0; large])).await;
        if large == 4097 {
            bad.closes(CloseCode::Size).await;
        } else {
            let ended = timeout(SECOND, bad.0.next()).await.unwrap();
            let closed = matches!(ended, None | Some(Err(_) | Ok(Message::Close(_))));
            assert!(closed, "{ended:?}");
        }
    }
    good.is_quiet().await;
}

#[tokio::test]
async fn a_person_has_so_many_sockets_at_once() {
    let (_folder, server, owner) = started().await;
    let mut open = Vec::new();
    for _ in 0..32 {
        open.push(Socket::page(&server, &owner).await.0);
    }
    let headers = [("Cookie", owner.as_str()), ("Origin", &server.base)];
    let (status, body) = Socket::open(&server, &headers).await.err().unwrap();
    assert_eq!((status, &body["code"]), (429, &"rate_limited".into()));
    let mut last = open.pop().unwrap();
    last.0.close(None).await.unwrap();
    while last.0.next().await.is_some() {}
    let begun = Instant::now();
    while Socket::open(&server, &headers).await.is_err() {
        assert!(begun.elapsed() < SECOND, "the place is free again");
    }
}

#[tokio::test]
async fn a_server_that_stops_says_good_bye_and_does_not_wait() {
    let (_folder, server, owner) = started().await;
    let (one, _) = Socket::page(&server, &owner).await;
    let (two, _) = Socket::page(&server, &owner).await;
    // One that does not answer: its task is never polled.
    let (_dead, _) = Socket::page(&server, &owner).await;
    let begun = Instant::now();
    let stopped = tokio::spawn(server.stop());
    one.ends(CloseCode::Away).await;
    two.ends(CloseCode::Away).await;
    stopped.await.unwrap();
    // Rocket's own patience would be five seconds.
    assert!(begun.elapsed() < 3 * SECOND, "{:?}", begun.elapsed());
}

/// Somebody else in the team, with a session.
async fn colleague(folder: &tempfile::TempDir, server: &Server) -> String {
    let args = ["user", "add", "grace@example.org", "--name", "Grace"];
    let mut child = tokio::process::Command::new(env!("CARGO_BIN_EXE_scalix"))
        .args(args)
        .arg("--data-dir")
        .arg(folder.path().join("data"))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input
        .write_all(format!("{PASSWORD}\n").as_bytes())
        .await
        .unwrap();
    drop(input);
    assert!(child.wait().await.unwrap().success());
    sign_in_as(server, "grace@example.org").await
}

#[tokio::test]
async fn what_is_unread_is_told_as_it_changes() {
    let (folder, server, owner) = started().await;
    let grace = colleague(&folder, &server).await;
    let (mut hers, _) = Socket::page(&server, &grace).await;
    let (mut second, _) = Socket::page(&server, &grace).await;
    let (mut mine, _) = Socket::page(&server, &owner).await;
    let draft = json!({"to": "all", "body": "Hello"});
    let sent = server.make(&owner, "team/message", &draft).await;
    let unread = |count: i64| json!({"type": "inbox", "unread": count});
    for socket in [&mut hers, &mut second] {
        assert_eq!(socket.told().await, unread(1));
    }
    mine.is_quiet().await;
    // What is refused tells nobody.
    let draft = json!({"to": "all", "body": " "});
    let path = "/api/team/message";
    let (status, ..) = call(&server, &owner, Method::POST, path, Some(draft)).await;
    assert_eq!(status, 422);
    hers.is_quiet().await;

    let id = sent["id"].as_str().unwrap();
    let path = format!("/api/messages/{id}/reply");
    let body = Some(json!({"body": "Hi"}));
    let (status, ..) = call(&server, &grace, Method::POST, &path, body).await;
    assert_eq!(status, 201);
    // Whoever answers has read it.
    assert_eq!(hers.told().await, unread(0));
    assert_eq!(mine.told().await, unread(1));
    // A socket that opens later is told at once.
    let headers = [("Cookie", owner.as_str()), ("Origin", &server.base)];
    let mut late = Socket::open(&server, &headers).await.ok().unwrap();
    assert_eq!(late.told().await["type"], "hello");
    assert_eq!(late.told().await, unread(1));
    let (_, _, inbox) = call(&server, &owner, Method::GET, "/api/messages", None).await;
    let id = inbox["data"][0]["id"].as_str().unwrap();
    let path = format!("/api/messages/{id}");
    let (status, ..) = call(&server, &owner, Method::DELETE, &path, None).await;
    assert_eq!(status, 200);
    assert_eq!(mine.told().await, unread(0));
}

#[tokio::test]
async fn a_member_who_is_changed_or_removed_is_out_within_a_second() {
    let (folder, server, owner) = started().await;
    let grace = colleague(&folder, &server).await;
    let path = "/api/team/members";
    let (_, _, members) = call(&server, &owner, Method::GET, path, None).await;
    let members = members["data"].as_array().unwrap().clone();
    let hers = members.iter().find(|it| it["name"] == "Grace").unwrap();
    let path = format!("/api/team/members/{}", hers["id"].as_str().unwrap());
    let (mut mine, _) = Socket::page(&server, &owner).await;

    let (socket, _) = Socket::page(&server, &grace).await;
    let body = Some(json!({"role": "viewer"}));
    let (status, ..) = call(&server, &owner, Method::PUT, &path, body).await;
    assert_eq!(status, 200);
    socket.ends(CloseCode::Policy).await;

    // As what they are now they connect again.
    let (socket, _) = Socket::page(&server, &grace).await;
    let (status, _, body) = call(&server, &owner, Method::DELETE, &path, None).await;
    assert_eq!(status, 200, "{body}");
    socket.ends(CloseCode::Policy).await;
    let headers = [("Cookie", grace.as_str()), ("Origin", &server.base)];
    let (status, body) = Socket::open(&server, &headers).await.err().unwrap();
    assert!(matches!(status, 401 | 403), "{status} {body}");
    mine.is_quiet().await;
}
