//! The load generator: prebuilt requests over connections that stay open, on one thread. Of a
//! reply it reads the status and the length, nothing else.

use std::cell::{Cell, RefCell};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::LocalSet;

use crate::machine;

/// What to send.
pub(crate) struct Load<'a> {
    pub(crate) to: SocketAddr,
    pub(crate) connections: usize,
    pub(crate) requests: &'a [Vec<u8>],
    /// Whether the requests are sent again when all of them were.
    pub(crate) again: bool,
    pub(crate) time: Duration,
    /// Whether the server may go away.
    pub(crate) may_break: bool,
}

/// What came of it.
#[derive(Default)]
pub(crate) struct Seen {
    pub(crate) requests: usize,
    pub(crate) wall: Duration,
    /// How long each request took, in microseconds, sorted.
    latencies: Vec<u32>,
    /// The CPU time of this process.
    pub(crate) own: Duration,
    /// Bytes in the body of the last reply.
    pub(crate) bytes: usize,
    /// Places of the requests that were answered, in order.
    pub(crate) answered: Vec<usize>,
    /// The bodies of all replies, when asked for.
    pub(crate) bodies: Vec<Vec<u8>>,
}

impl Seen {
    /// Requests a second.
    pub(crate) fn rate(&self) -> f64 {
        self.requests as f64 / self.wall.as_secs_f64()
    }

    /// The latency that so many of a hundred stay within, in milliseconds.
    pub(crate) fn percentile(&self, percent: usize) -> f64 {
        let last = self.latencies.len().saturating_sub(1);
        let at = self.latencies.len() * percent / 100;
        let micros = self.latencies.get(at.min(last)).copied();
        f64::from(micros.unwrap_or(0)) / 1_000.0
    }
}

struct Shared {
    next: Cell<usize>,
    end: Instant,
    seen: RefCell<Seen>,
}

impl Load<'_> {
    /// Sends until the time is over or there is nothing left.
    pub(crate) fn run(&self) -> Seen {
        self.run_keeping(false)
    }

    /// The same; `keep` keeps the bodies of all replies.
    pub(crate) fn run_keeping(&self, keep: bool) -> Seen {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let (own, begun) = (machine::cpu(std::process::id()), Instant::now());
        let shared = Shared {
            next: Cell::new(0),
            end: begun + self.time,
            seen: RefCell::default(),
        };
        let tasks = LocalSet::new();
        runtime.block_on(tasks.run_until(async {
            let mut all = Vec::new();
            for _ in 0..self.connections {
                all.push(self.connection(&shared, keep));
            }
            rocket::futures::future::join_all(all).await;
        }));
        let mut seen = shared.seen.into_inner();
        seen.wall = begun.elapsed();
        seen.own = machine::cpu(std::process::id()).saturating_sub(own);
        seen.latencies.sort_unstable();
        seen
    }

    async fn connection(&self, shared: &Shared, keep: bool) {
        let mut socket = match TcpStream::connect(self.to).await {
            Ok(socket) => socket,
            Err(_) if self.may_break => return,
            Err(error) => panic!("{error}"),
        };
        socket.set_nodelay(true).unwrap();
        let mut reply = Vec::with_capacity(65_536);
        while let Some(at) = self.next(shared) {
            let begun = Instant::now();
            let answered = exchange(&mut socket, &self.requests[at], &mut reply).await;
            let Ok((status, from, length)) = answered else {
                assert!(self.may_break, "the server closed a connection");
                return;
            };
            if status != 200 {
                let body = String::from_utf8_lossy(&reply[from..]).into_owned();
                panic!("{status}: {}", body.chars().take(2_000).collect::<String>());
            }
            let mut seen = shared.seen.borrow_mut();
            let micros = begun.elapsed().as_micros();
            seen.latencies
                .push(u32::try_from(micros).unwrap_or(u32::MAX));
            seen.requests += 1;
            seen.bytes = length;
            if self.may_break {
                seen.answered.push(at);
            }
            if keep {
                seen.bodies.push(reply[from..from + length].to_vec());
            }
        }
    }

    fn next(&self, shared: &Shared) -> Option<usize> {
        let at = shared.next.get();
        shared.next.set(at + 1);
        if Instant::now() >= shared.end {
            return None;
        }
        if self.again {
            return Some(at % self.requests.len());
        }
        (at < self.requests.len()).then_some(at)
    }
}

async fn exchange(
    socket: &mut TcpStream,
    request: &[u8],
    reply: &mut Vec<u8>,
) -> std::io::Result<(u16, usize, usize)> {
    socket.write_all(request).await?;
    reply.clear();
    loop {
        if socket.read_buf(reply).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if let Some((status, from, length)) = head(reply)
            && reply.len() >= from + length
        {
            return Ok((status, from, length));
        }
    }
}

/// The status of a reply, where its body begins and how long it is, once the head is there.
pub(crate) fn head(reply: &[u8]) -> Option<(u16, usize, usize)> {
    let end = memchr::memmem::find(reply, b"\r\n\r\n")?;
    let head = std::str::from_utf8(&reply[..end]).ok()?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let length = head.split("\r\n").find_map(|line| {
        let (name, value) = line.split_once(':')?;
        let named = name.eq_ignore_ascii_case("content-length");
        named.then(|| value.trim().parse().ok())?
    });
    Some((
        status,
        end + 4,
        length.expect("a reply that tells its length"),
    ))
}
