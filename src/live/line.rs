//! One WebSocket: frames out, pings, and the end of peers that are gone or misbehave.

use std::time::Duration;

use rocket::futures::{Sink, SinkExt as _, Stream, StreamExt as _};
use rocket_ws::Message;
use rocket_ws::frame::{CloseCode, CloseFrame};
use rocket_ws::result::Error as Broken;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at, timeout};

/// How often the peer is asked whether it lives. One that said nothing for two of these is gone.
pub(super) const PING: Duration = Duration::from_secs(15);
/// The largest frame and message that is taken, in bytes.
pub(super) const FRAME_MOST: usize = 4 * 1024;
/// Frames that are taken between two pings: nothing is asked of a client but its pongs.
const FRAMES_MOST: u32 = 200;
/// How long a frame may take to leave, and a peer to answer a close.
const PATIENCE: Duration = Duration::from_secs(10);
const FAREWELL: Duration = Duration::from_secs(1);

/// Why a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The peer closed it, or went away without a word.
    Gone,
    /// The peer sent what is not taken: the code tells what.
    Refused(CloseCode),
    /// The access ended.
    NoAccess,
    /// It could not be found out whether the access still holds.
    Trouble,
    /// The server stops.
    Shutdown,
}

/// A WebSocket that is kept alive.
pub(super) struct Line<S> {
    stream: S,
    ping: Interval,
    /// Frames that came since the last ping.
    frames: u32,
    /// Whether the last ping is still unanswered.
    silent: bool,
}

impl<S> Line<S>
where
    S: Stream<Item = Result<Message, Broken>> + Sink<Message, Error = Broken> + Unpin,
{
    pub(super) fn new(stream: S) -> Self {
        let mut ping = interval_at(Instant::now() + PING, PING);
        ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self {
            stream,
            ping,
            frames: 0,
            silent: false,
        }
    }

    /// Sends a frame.
    ///
    /// # Errors
    /// `Gone` when the peer does not take it in time.
    pub(super) async fn say(&mut self, frame: &impl serde::Serialize) -> Result<(), End> {
        let text = serde_json::to_string(frame).map_err(|_| End::Trouble)?;
        self.send(Message::Text(text)).await
    }

    async fn send(&mut self, message: Message) -> Result<(), End> {
        match timeout(PATIENCE, self.stream.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(End::Gone),
        }
    }

    /// Keeps the line alive until it ends; may be given up and called again at any time.
    pub(super) async fn keep(&mut self) -> End {
        loop {
            let ended = tokio::select! {
                _ = self.ping.tick() => self.ask().await,
                came = self.stream.next() => self.hear(came),
            };
            if let Err(end) = ended {
                return end;
            }
        }
    }

    async fn ask(&mut self) -> Result<(), End> {
        if self.silent {
            return Err(End::Gone);
        }
        self.silent = true;
        self.frames = 0;
        self.send(Message::Ping(Vec::new())).await
    }

    fn hear(&mut self, came: Option<Result<Message, Broken>>) -> Result<(), End> {
        match came {
            Some(Err(Broken::Capacity(_))) => return Err(End::Refused(CloseCode::Size)),
            // Whoever does not keep to the protocol is not owed a farewell.
            Some(Ok(Message::Close(_)) | Err(_)) | None => return Err(End::Gone),
            Some(Ok(_)) => {}
        }
        self.silent = false;
        self.frames += 1;
        if self.frames > FRAMES_MOST {
            return Err(End::Refused(CloseCode::Policy));
        }
        Ok(())
    }

    /// Ends the line with a word to the peer and waits for its answer a little.
    pub(super) async fn close(mut self, code: CloseCode) {
        let frame = CloseFrame {
            code,
            reason: "".into(),
        };
        let farewell = async {
            if self.stream.send(Message::Close(Some(frame))).await.is_ok() {
                while let Some(Ok(_)) = self.stream.next().await {}
            }
        };
        let _ = timeout(FAREWELL, farewell).await;
    }
}

#[cfg(test)]
mod tests {
    use rocket_ws::Config;
    use tokio::io::DuplexStream;
    use tokio_tungstenite::WebSocketStream;
    use tokio_tungstenite::tungstenite::protocol::Role;

    use super::*;

    type Socket = WebSocketStream<DuplexStream>;

    async fn pair() -> (Line<Socket>, Socket) {
        let (here, there) = tokio::io::duplex(64 * 1024);
        let config = Config {
            max_message_size: Some(FRAME_MOST),
            max_frame_size: Some(FRAME_MOST),
            ..Config::default()
        };
        let server = WebSocketStream::from_raw_socket(here, Role::Server, Some(config)).await;
        let client = WebSocketStream::from_raw_socket(there, Role::Client, None).await;
        (Line::new(server), client)
    }

    #[tokio::test(start_paused = true)]
    async fn a_peer_that_answers_is_kept_and_one_that_does_not_is_gone() {
        let (mut line, mut client) = pair().await;
        let begun = Instant::now();
        let kept = tokio::spawn(async move { line.keep().await });
        // Reading answers the pings.
        for _ in 0..4 {
            assert!(client.next().await.unwrap().unwrap().is_ping());
        }
        assert_eq!(begun.elapsed(), 4 * PING);
        // From here on it reads nothing, so it answers nothing. The last answer was flushed by
        // nobody, so the fifth ping is the first without one.
        assert_eq!(kept.await.unwrap(), End::Gone);
        assert!(begun.elapsed() <= 6 * PING, "{:?}", begun.elapsed());
        drop(client);
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_too_large_or_too_much_ends_the_line() {
        let (mut line, mut client) = pair().await;
        client
            .send(Message::Text("x".repeat(FRAME_MOST)))
            .await
            .unwrap();
        client
            .send(Message::Text("x".repeat(FRAME_MOST + 1)))
            .await
            .unwrap();
        assert_eq!(line.keep().await, End::Refused(CloseCode::Size));

        let (mut line, mut client) = pair().await;
        for _ in 0..=FRAMES_MOST {
            client.send(Message::Text("?".to_owned())).await.unwrap();
        }
        assert_eq!(line.keep().await, End::Refused(CloseCode::Policy));

        let (mut line, client) = pair().await;
        drop(client);
        assert_eq!(line.keep().await, End::Gone);
    }

    #[tokio::test(start_paused = true)]
    async fn a_peer_that_takes_nothing_does_not_hold_anybody_up() {
        let (mut line, client) = pair().await;
        let begun = Instant::now();
        let much = "x".repeat(128 * 1024);
        assert_eq!(line.say(&much).await, Err(End::Gone));
        assert_eq!(begun.elapsed(), PATIENCE);
        line.close(CloseCode::Away).await;
        assert_eq!(begun.elapsed(), PATIENCE + FAREWELL);
        drop(client);
    }
}
