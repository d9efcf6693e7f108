//! What changes between the look at a password and the session that follows on it.

use super::*;
use crate::accounts::own::tests::{PASSWORD, START, World, secret, told};

async fn known(world: &World) -> Known {
    let World { db, checks, .. } = world;
    let email = &world.user.email;
    know(db, checks, email, secret(PASSWORD), &world.client, START)
        .await
        .unwrap_or_else(|error| panic!("{error}"))
}

async fn go_on(world: &World, known: Known, code: Option<&str>) -> Result<Step> {
    let code = code.map(str::to_owned);
    enter(&world.db, &world.checks, known, code, door(world), START).await
}

fn door(world: &World) -> Door {
    Door {
        client: world.client.clone(),
        team: |_, _| Ok(None),
        before: None,
    }
}

#[tokio::test]
async fn a_password_that_was_changed_meanwhile_signs_nobody_in() {
    let world = World::new().await;
    let before = known(&world).await;
    world.other_password().await;
    world.end_sessions().await;
    let entered = go_on(&world, before, None).await;
    assert_eq!(told(entered).0, "signin-wrong");
    assert_eq!(world.sessions(), 0);
    // It counts and is noted like a wrong one.
    assert_eq!(world.done("login.failed"), 1);
    assert_eq!(world.done("login.succeeded"), 0);
}

#[tokio::test]
async fn nor_does_it_with_a_code_which_is_not_looked_at() {
    let world = World::new().await;
    world.second_factor().await;
    let before = known(&world).await;
    world.other_password().await;
    let entered = go_on(&world, before, Some("123456")).await;
    assert_eq!(told(entered).0, "signin-wrong");
    assert_eq!(world.done("login.code_refused"), 0);
}

#[tokio::test]
async fn nor_does_it_wait_for_a_code() {
    let world = World::new().await;
    world.second_factor().await;
    let before = known(&world).await;
    world.other_password().await;
    assert_eq!(told(go_on(&world, before, None).await).0, "signin-wrong");
}

#[tokio::test]
async fn a_second_factor_that_was_turned_on_meanwhile_is_asked_for() {
    let world = World::new().await;
    let before = known(&world).await;
    world.second_factor().await;
    let entered = go_on(&world, before, None).await;
    assert!(matches!(entered, Ok(Step::CodeNeeded(_))));
    assert_eq!(world.sessions(), 1, "the one from before");
}

#[tokio::test]
async fn a_sign_in_that_waited_for_a_code_ends_with_the_password() {
    let world = World::new().await;
    let World { db, checks, .. } = &world;
    let gone = |_: &Tx<'_>| Ok(false);
    let code = "123456".to_owned();
    let token = with_code(db, checks, &world.user, code, &door(&world), gone, START).await;
    assert!(token.unwrap().is_none());
}
