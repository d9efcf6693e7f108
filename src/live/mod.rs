//! `WS /api/usage/live`: what happens, told as it happens.
//!
//! A socket listens at the hub (`signals`) before it reads its state, so nothing falls in between.
//! It holds no connection to the database and asks it only when it hears of something; whatever
//! concerns its access is proved anew and, when it does not hold any longer, ends it at once.

mod line;

use std::time::Duration;

use rocket::{Orbit, Rocket, Route, Shutdown, State, get, routes};
use rocket_db_pools::{Connection, Database as _};
use rocket_ws::frame::CloseCode;
use rocket_ws::stream::DuplexStream;
use rocket_ws::{Channel, Config, WebSocket};
use serde::Serialize;
use tokio::time::{Instant, interval_at, timeout};

use self::line::{End, FRAME_MOST, Line};
use crate::accounts;
use crate::clock::Clock;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::messages;
use crate::signals::{Heard, Listener};
use crate::teams::access::{Access, ViewTeam, ViewUsage};
use crate::text;
use crate::usage::report;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::problem::{ApiError, Problem};
use crate::web::standing::Standing;

/// Sockets that a person may have open, over all browsers and programs.
const SOCKETS_MOST: usize = 32;
/// When somebody over it may try again.
const TRY_AGAIN: Duration = Duration::from_secs(30);
/// How often the access is proved without a reason: sessions and tokens also end by themselves.
const PROVE: Duration = Duration::from_mins(5);
/// What the server waits for sockets when it stops.
const SHUTDOWN: Duration = Duration::from_millis(1_500);

/// What the server tells, one JSON text each.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "camelCase")]
enum Frame {
    /// The first one.
    Hello {
        /// The number of the last event of the team.
        seq: i64,
        /// The time zone of the person.
        tz: String,
    },
    /// How many messages wait to be read: after the first frame, and whenever it changes.
    Inbox {
        /// How many.
        unread: i64,
    },
    /// The last one, when the access ended or the server stops.
    Bye,
}

/// Somebody who is connected.
struct Guest {
    standing: Standing<ViewUsage>,
    db: Db,
    clock: Clock,
}

impl Guest {
    /// Attends to a socket until it ends.
    async fn attend(self, stream: DuplexStream, mut listener: Listener, shutdown: Shutdown) {
        let mut line = Line::new(stream);
        let end = match self.tell(&mut line, &mut listener, shutdown).await {
            Ok(never) => match never {},
            Err(end) => end,
        };
        let code = match end {
            End::Gone => return,
            End::Refused(code) => code,
            End::NoAccess => CloseCode::Policy,
            End::Trouble => CloseCode::Error,
            End::Shutdown => CloseCode::Away,
        };
        if matches!(end, End::NoAccess | End::Shutdown) && line.say(&Frame::Bye).await.is_err() {
            return;
        }
        line.close(code).await;
    }

    async fn tell(
        &self,
        line: &mut Line<DuplexStream>,
        listener: &mut Listener,
        mut shutdown: Shutdown,
    ) -> Result<std::convert::Infallible, End> {
        let mut prove = interval_at(Instant::now() + PROVE, PROVE);
        self.prove()?;
        line.say(&self.hello()?).await?;
        self.count(line).await?;
        loop {
            let heard = tokio::select! {
                biased;
                () = &mut shutdown => return Err(End::Shutdown),
                heard = listener.heard() => heard,
                _ = prove.tick() => Heard { access: true, ..Heard::default() },
                end = line.keep() => return Err(end),
            };
            if heard.access {
                self.prove()?;
            }
            if heard.inbox {
                self.count(line).await?;
            }
        }
    }

    /// Tells what is unread; a token without the scope for messages is not told.
    async fn count(&self, line: &mut Line<DuplexStream>) -> Result<(), End> {
        let by: Option<Access<ViewTeam>> = self.standing.access().also();
        let Some(by) = by else {
            return Ok(());
        };
        let read = self
            .db
            .read_now(|conn| messages::unread(conn, by.membership(), None));
        let unread = read.map_err(|error| trouble(&error))?;
        line.say(&Frame::Inbox { unread }).await
    }

    fn prove(&self) -> Result<(), End> {
        let now = self.clock.now();
        match self.db.read_now(|conn| self.standing.holds(conn, now)) {
            Ok(true) => Ok(()),
            Ok(false) => Err(End::NoAccess),
            Err(error) => Err(trouble(&error)),
        }
    }

    fn hello(&self) -> Result<Frame, End> {
        let by = self.standing.access();
        let read = self.db.read_now(|conn| {
            Ok(Frame::Hello {
                seq: report::last_seq(conn, by)?,
                tz: accounts::find(conn, by.user())?.timezone,
            })
        });
        read.map_err(|error| trouble(&error))
    }
}

fn trouble(error: &Error) -> End {
    tracing::warn!(%error, "a live connection is ended");
    End::Trouble
}

/// What happens in the team, as it happens: a WebSocket. It begins with a `hello` frame and ends
/// with `bye` when the server stops or when the access changes: then connect again. With a session
/// the `Origin` must be an address of this server. Frames of clients are not read; the largest
/// that is taken has 4 KiB.
#[utoipa::path(
    tag = "usage",
    responses(
        (status = 101, description = "JSON text frames: `{\"type\":\"hello\",\"seq\":n,\"tz\":zone}`, \
            `{\"type\":\"inbox\",\"unread\":n}`, `{\"type\":\"bye\"}`"),
        (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 429, body = Problem),
    )
)]
#[get("/usage/live")]
pub(crate) fn socket(
    standing: Standing<ViewUsage>,
    socket: Option<WebSocket>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    shutdown: Shutdown,
) -> Result<Channel<'static>, ApiError> {
    let socket = socket.ok_or_else(|| Error::Malformed(text!("live-upgrade")))?;
    let by = standing.access();
    let listener = db.signals().listen(by.user(), by.team(), SOCKETS_MOST);
    let listener = listener.ok_or(Error::RateLimited {
        retry_after: TRY_AGAIN,
    })?;
    let guest = Guest {
        db: Db::clone(&db),
        clock: app.clock.clone(),
        standing,
    };
    let limits = Config {
        max_message_size: Some(FRAME_MOST),
        max_frame_size: Some(FRAME_MOST),
        ..Config::default()
    };
    Ok(socket.config(limits).channel(move |stream| {
        Box::pin(async move {
            guest.attend(stream, listener, shutdown).await;
            Ok(())
        })
    }))
}

/// Waits until the sockets have ended, which they do by themselves when the server stops: Rocket
/// would wait for them by the clock.
pub(crate) async fn all_ended(rocket: &Rocket<Orbit>) {
    let Some(database) = ScalixDb::fetch(rocket) else {
        return;
    };
    let left = timeout(SHUTDOWN, database.handle().signals().deserted()).await;
    if left.is_err() {
        tracing::warn!("live connections are cut off");
    }
    // The last ones have said what they had to; their tasks end in a moment.
    tokio::time::sleep(Duration::from_millis(20)).await;
}

/// To be mounted at `/api`.
pub fn routes() -> Vec<Route> {
    routes![socket]
}
