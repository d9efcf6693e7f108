//! The people and the teams of the demo. All of them are made up.

use super::plan::ALWAYS;
use crate::teams::access::Role;

/// A person.
pub(super) struct Person {
    pub(super) name: &'static str,
    /// The address, at a domain that is reserved for examples (RFC 2606).
    pub(super) email: &'static str,
    /// Where they sit: an address of a network that is reserved for examples (RFC 5737).
    pub(super) address: [u8; 4],
    pub(super) browser: &'static str,
}

/// Places in [`PEOPLE`].
pub(super) const MARA: usize = 0;
pub(super) const TOMAS: usize = 1;
pub(super) const PRIYA: usize = 2;
pub(super) const JONAS: usize = 3;
pub(super) const ELENA: usize = 4;
pub(super) const KOFI: usize = 5;
pub(super) const SAMIRA: usize = 6;
pub(super) const LEO: usize = 7;
pub(super) const NILS: usize = 8;

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const SAFARI: &str = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 \
                      (KHTML, like Gecko) Version/18.5 Safari/605.1.15";
const CHROME: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like \
                      Gecko) Chrome/142.0.0.0 Safari/537.36";

pub(super) const PEOPLE: [Person; 9] = [
    person(
        "Mara Lindqvist",
        "mara@example.com",
        [192, 0, 2, 14],
        SAFARI,
    ),
    person("Tomas Okafor", "tomas@example.com", [192, 0, 2, 31], CHROME),
    person("Priya Raman", "priya@example.com", [192, 0, 2, 52], FIREFOX),
    person(
        "Jonas Weber",
        "jonas@example.com",
        [198, 51, 100, 7],
        CHROME,
    ),
    person(
        "Elena Castillo",
        "elena@example.com",
        [198, 51, 100, 23],
        SAFARI,
    ),
    person("Kofi Mensah", "kofi@example.com", [192, 0, 2, 77], FIREFOX),
    person(
        "Samira Haddad",
        "samira@example.com",
        [203, 0, 113, 9],
        SAFARI,
    ),
    person(
        "Leo Marchetti",
        "leo@example.com",
        [203, 0, 113, 40],
        FIREFOX,
    ),
    person(
        "Nils Aaltonen",
        "nils@example.com",
        [203, 0, 113, 88],
        CHROME,
    ),
];

const fn person(
    name: &'static str,
    email: &'static str,
    address: [u8; 4],
    browser: &'static str,
) -> Person {
    Person {
        name,
        email,
        address,
        browser,
    }
}

/// A team and its members, the owner who makes it first.
pub(super) struct TeamPlan {
    pub(super) name: &'static str,
    pub(super) owner: usize,
    /// Who joined, as what, and how many days ago.
    pub(super) members: &'static [(usize, Role, u16)],
}

/// Places in [`TEAMS`].
pub(super) const FREIGHT: usize = 0;
pub(super) const CLINIC: usize = 1;
pub(super) const BOOKS: usize = 2;

/// In the first one there is somebody of every role.
pub(super) const TEAMS: [TeamPlan; 3] = [
    TeamPlan {
        name: "Lumen Freight",
        owner: MARA,
        members: &[
            (TOMAS, Role::Admin, ALWAYS),
            (PRIYA, Role::Developer, 89),
            (JONAS, Role::Analyst, 71),
            (ELENA, Role::Viewer, 64),
            (KOFI, Role::Developer, 33),
        ],
    },
    TeamPlan {
        name: "Kestrel Clinics",
        owner: SAMIRA,
        members: &[
            (LEO, Role::Developer, 82),
            (JONAS, Role::Analyst, 60),
            (MARA, Role::Viewer, 41),
        ],
    },
    TeamPlan {
        name: "Orchard Books",
        owner: MARA,
        members: &[(NILS, Role::Admin, 76), (PRIYA, Role::Developer, 55)],
    },
];
