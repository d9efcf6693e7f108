//! Mail to the person of an account.

use super::devices::Device;
use super::{Client, User};
use crate::clock::Timestamp;
use crate::db::Tx;
use crate::error::Result;
use crate::mail::{self, Letter, Place};

/// Queues a mail to a person in the transaction of what it tells about.
pub(super) fn tell(tx: &Tx<'_>, user: &User, letter: &Letter, now: Timestamp) -> Result<()> {
    mail::queue(tx, &user.recipient(), letter, now)
}

/// Where a device is, and which one.
pub(super) fn place(client: &Client, now: Timestamp) -> Place {
    let device = Device::of(&client.user_agent);
    Place {
        device: String::new(),
        browser: device.browser_name(),
        os: device.os.unwrap_or_default().to_owned(),
        address: Some(client.address),
        at: now,
    }
}

/// At the command line of the server.
pub(super) fn nowhere(now: Timestamp) -> Place {
    Place::at(None, now)
}
