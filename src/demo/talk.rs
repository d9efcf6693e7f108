//! What the people of the demo wrote to each other, and whom they invited.

use super::cast::{BOOKS, CLINIC, FREIGHT, JONAS, KOFI, LEO, MARA, NILS, PRIYA, SAMIRA, TOMAS};
use super::story::{Change, Deed};
use crate::teams::access::Role;

/// In the order in which it happened, as an answer goes to the message before it.
pub(super) const TALK: [Change; 12] = [
    (
        25,
        (10, 12),
        SAMIRA,
        CLINIC,
        Deed::Write(
            &[],
            "New key for the visit notes",
            "I rotated the key of the dictation. The old one works for two more days; whoever runs \
             the recorder, please put the new one in before that.",
        ),
    ),
    (25, (11, 3), LEO, CLINIC, Deed::Answer("Done on all three.")),
    (
        17,
        (9, 4),
        TOMAS,
        FREIGHT,
        Deed::Write(
            &[],
            "Triage has a second model now",
            "When the first model is overloaded, as it was on that Wednesday, the mail worker now \
             falls back to Mistral. If you see strange drafts in the inbox, tell me which mail it \
             was.",
        ),
    ),
    (
        17,
        (9, 41),
        MARA,
        FREIGHT,
        Deed::Answer("Thank you. What does the fallback cost us on a normal day?"),
    ),
    (
        17,
        (10, 6),
        TOMAS,
        FREIGHT,
        Deed::Answer("Little: see the project’s page, by model. We have a price of our own there."),
    ),
    (
        6,
        (10, 20),
        NILS,
        BOOKS,
        Deed::Write(
            &[MARA],
            "Better price for the translations",
            "The new contract holds from today on. I entered the price, so the days before keep \
             theirs.",
        ),
    ),
    (
        5,
        (14, 30),
        MARA,
        FREIGHT,
        Deed::Invite(
            "ruth@example.com",
            Role::Viewer,
            "So that you see what your department spends.",
        ),
    ),
    (
        3,
        (9, 0),
        JONAS,
        FREIGHT,
        Deed::Write(
            &[MARA],
            "Cost report",
            "The monthly report now reads its numbers with a personal token, so nobody has to \
             export a file any more. The router model has no price: shall I count it as free?",
        ),
    ),
    (
        3,
        (9, 48),
        MARA,
        FREIGHT,
        Deed::Answer("Leave it open. We will know what the machine costs next month."),
    ),
    (
        2,
        (14, 50),
        TOMAS,
        FREIGHT,
        Deed::Invite("yuki@example.com", Role::Developer, ""),
    ),
    (
        1,
        (15, 30),
        PRIYA,
        FREIGHT,
        Deed::Write(
            &[],
            "App key rotated",
            "The key of the shipment assistant’s app is rotated. The old one works for three more \
             days, which is enough for the release on the way.",
        ),
    ),
    // At the end: what is still to come is done now.
    (
        0,
        (23, 59),
        KOFI,
        FREIGHT,
        Deed::Write(
            &[MARA, TOMAS],
            "Invoice matching fails",
            "For about three hours nearly every call has been refused: the provider says that our \
             billing account is closed. Who can look at that?",
        ),
    ),
];
