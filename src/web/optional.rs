//! A JSON body that may be left out: actions accept none, and no content type either.

use rocket::data::{Data, FromData};
use rocket::outcome::Outcome;
use rocket::request::Request;
use serde::de::DeserializeOwned;

use crate::web::body::{self, Body};

/// A JSON body, or the default when there is no byte of one.
#[derive(Debug)]
pub struct Optional<T>(pub T);

#[rocket::async_trait]
impl<'r, T: DeserializeOwned + Default + Send> FromData<'r> for Optional<T> {
    type Error = ();

    async fn from_data(
        request: &'r Request<'_>,
        mut data: Data<'r>,
    ) -> rocket::data::Outcome<'r, Self> {
        // The end of a body of unknown length may take as long as one with bytes.
        let empty = async { Ok(data.peek(1).await.is_empty()) };
        match body::whole(request, body::PATIENCE, empty).await {
            Ok(true) => Outcome::Success(Self(T::default())),
            Ok(false) => Body::from_data(request, data)
                .await
                .map(|Body(value)| Self(value)),
            Err(error) => body::refuse(request, error),
        }
    }
}
