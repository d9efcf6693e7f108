//! A request now and then, for setting things up: one connection each, no hurry.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

use serde_json::Value;

/// A whole request, ready to be sent over a connection that stays open.
pub(crate) fn request(method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Vec<u8> {
    use std::fmt::Write as _;
    let mut text = format!("{method} {path} HTTP/1.1\r\nHost: bench\r\n");
    for (name, value) in headers {
        let _ = write!(text, "{name}: {value}\r\n");
    }
    if method != "GET" {
        let _ = write!(text, "Content-Length: {}\r\n", body.len());
    }
    text.push_str("\r\n");
    text.push_str(body);
    text.into_bytes()
}

/// Sends a request and gives the status and the body.
pub(crate) fn send(to: SocketAddr, request: &[u8]) -> (u16, Vec<u8>) {
    let mut socket = TcpStream::connect(to).expect("the server listens");
    socket.write_all(request).unwrap();
    let (mut reply, mut chunk) = (Vec::new(), [0; 65_536]);
    loop {
        if let Some((status, from, length)) = crate::load::head(&reply)
            && reply.len() >= from + length
        {
            return (status, reply[from..from + length].to_vec());
        }
        let read = socket.read(&mut chunk).unwrap();
        assert!(read > 0, "the server closed the connection");
        reply.extend_from_slice(&chunk[..read]);
    }
}

/// The `data` of a reply of the API.
pub(crate) fn data(to: SocketAddr, request: &[u8]) -> Value {
    let (status, body) = send(to, request);
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    assert!((200..300).contains(&status), "{status} {body}");
    body["data"].clone()
}
