//! The form of a page as a body: Rocket's own, read in time, and with the caller proved again.

use rocket::data::{Data, FromData};
use rocket::form::{self, FromForm};
use rocket::outcome::Outcome;
use rocket::request::Request;

use crate::web::body;

/// A form of at most the limit `form`, or `data-form` where it is in parts.
#[derive(Debug)]
pub struct Form<T>(T);

impl<T> Form<T> {
    /// What was typed.
    pub fn into_inner(self) -> T {
        self.0
    }
}

#[rocket::async_trait]
impl<'r, T: FromForm<'r>> FromData<'r> for Form<T> {
    type Error = ();

    async fn from_data(
        request: &'r Request<'_>,
        data: Data<'r>,
    ) -> rocket::data::Outcome<'r, Self> {
        let read = async { Ok(form::Form::<T>::from_data(request, data).await) };
        match body::whole(request, body::PATIENCE, read).await {
            Ok(Outcome::Success(form)) => Outcome::Success(Self(form.into_inner())),
            Ok(Outcome::Forward(forward)) => Outcome::Forward(forward),
            Ok(Outcome::Error((status, _))) => Outcome::Error((status, ())),
            Err(error) => body::refuse(request, error),
        }
    }
}
