//! One long read a team at a time, so that no team keeps all reader threads from the others.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::{Error, Result};
use crate::ids::TeamId;

/// Reads of a team that may wait for their turn.
const WAITING: usize = 32;

/// Whose turn it is, team by team.
#[derive(Debug, Default)]
pub struct Turns(Mutex<HashMap<TeamId, Arc<Semaphore>>>);

/// A turn; it ends when it is dropped.
#[derive(Debug)]
pub struct Turn {
    _turn: OwnedSemaphorePermit,
    _team: Arc<Semaphore>,
}

impl Turns {
    /// Waits for the team's turn.
    ///
    /// # Errors
    /// `RateLimited` when too many reads of the team wait already.
    pub async fn of(&self, team: TeamId) -> Result<Turn> {
        let turns = {
            let mut teams = self.0.lock();
            // A team that nobody reads is forgotten: its count is the map's alone.
            if teams.len() > 1_000 {
                teams.retain(|_, turns| Arc::strong_count(turns) > 1);
            }
            teams
                .entry(team)
                .or_insert_with(|| Arc::new(Semaphore::new(1)))
                .clone()
        };
        // The map, and one for each that runs or waits.
        if Arc::strong_count(&turns) > WAITING + 2 {
            return Err(Error::RateLimited {
                retry_after: Duration::from_secs(1),
            });
        }
        let turn = turns.clone().acquire_owned().await;
        let turn = turn.map_err(|error| Error::Internal(error.into()))?;
        Ok(Turn {
            _turn: turn,
            _team: turns,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_team_waits_for_itself_and_not_for_others() {
        let turns = Arc::new(Turns::default());
        let first = turns.of(TeamId(1)).await.unwrap();
        drop(turns.of(TeamId(2)).await.unwrap());
        let waiting = turns.clone();
        let second = tokio::spawn(async move { waiting.of(TeamId(1)).await.map(drop) });
        tokio::task::yield_now().await;
        assert!(!second.is_finished());
        drop(first);
        second.await.unwrap().unwrap();
    }

    #[tokio::test]
    async fn too_many_are_sent_away() {
        let turns = Arc::new(Turns::default());
        let _first = turns.of(TeamId(1)).await.unwrap();
        let tasks: Vec<_> = (0..100)
            .map(|_| {
                let turns = turns.clone();
                tokio::spawn(async move { turns.of(TeamId(1)).await.map(drop) })
            })
            .collect();
        tokio::task::yield_now().await;
        tokio::time::sleep(Duration::from_millis(20)).await;
        let refused = tasks.iter().filter(|task| task.is_finished()).count();
        assert!((60..100).contains(&refused), "{refused}");
        tasks.iter().for_each(tokio::task::JoinHandle::abort);
    }
}
