//! What the frame of a page needs to know, and the words of the catalogue for templates.

use crate::i18n::Locale;
use crate::text::{Arg, Text};

/// The frame for somebody who is signed in.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "what the frame shows and hides, each by itself"
)]
pub struct Chrome {
    /// Who is signed in.
    pub user: Person,
    /// The team they look at; none for somebody who is in no team.
    pub team: Option<Team>,
    /// The teams they can switch to, the present one among them.
    pub teams: Vec<Team>,
    /// The name of their role in the present team.
    pub role: String,
    /// Whether they may see the API keys of the team.
    pub may_read_keys: bool,
    /// Whether they may read the audit log of the team.
    pub may_audit: bool,
    /// Whether they may invite people to the team.
    pub may_invite: bool,
    /// Whether they own the team: they may rename and delete it.
    pub may_own: bool,
    /// How many messages wait to be read; counted no further than a hundred.
    pub unread: i64,
    /// The place in the side bar: `overview`, `projects`, `usage`, `keys`, `team`, `messages`,
    /// `audit`, `settings` or nothing.
    pub here: &'static str,
    /// The page of the settings, as in [`TABS`], or nothing elsewhere.
    pub tab: &'static str,
    /// The result of the last action.
    pub flash: Option<Flash>,
    /// The version of the program.
    pub version: &'static str,
    /// `light` or `dark` when the person chose it; else nothing, and the system decides.
    pub theme: &'static str,
    /// The time zone of the person.
    pub tz: jiff::tz::TimeZone,
    /// The language of the person.
    pub locale: Locale,
    /// The id to quote in a report.
    pub request_id: String,
}

/// The frame for somebody who is not signed in.
#[derive(Clone, Debug)]
pub struct Gate {
    /// The result of the last action.
    pub flash: Option<Flash>,
    /// The version of the program.
    pub version: &'static str,
    /// The language of the browser.
    pub locale: Locale,
    /// The id to quote in a report.
    pub request_id: String,
}

/// The pages of the settings in order: name, address, and the key of the label. A page is named
/// here when it exists.
pub const TABS: &[(&str, &str, &str)] = &[
    ("profile", "/settings/profile", "settings-tab-profile"),
    ("security", "/settings/security", "settings-tab-security"),
    (
        "notifications",
        "/settings/notifications",
        "settings-tab-notifications",
    ),
    ("tokens", "/settings/tokens", "settings-tab-tokens"),
    (
        "appearance",
        "/settings/appearance",
        "settings-tab-appearance",
    ),
];

/// A person in the frame.
#[derive(Clone, Debug)]
pub struct Person {
    /// The name.
    pub name: String,
    /// The address.
    pub email: String,
    /// The address of their photo, or nothing.
    pub photo: String,
    /// Two letters for the picture without a photo.
    pub initials: String,
    /// The class of the picture's colour: `c1` to `c7`.
    pub colour: &'static str,
}

/// A team in the frame.
#[derive(Clone, Debug)]
pub struct Team {
    /// The public id.
    pub id: String,
    /// The name.
    pub name: String,
    /// Two letters for the picture.
    pub initials: String,
    /// Whether it is the one being looked at.
    pub current: bool,
}

/// The result of an action, shown once.
#[derive(Clone, Debug)]
pub struct Flash {
    /// Whether it went well.
    pub ok: bool,
    /// The sentence.
    pub text: String,
    /// Where a form of one button undoes it; empty: nowhere.
    pub undo: String,
}

impl Chrome {
    /// The pages of the settings: address, label, and whether it is this one.
    pub fn tabs(&self) -> Vec<(&'static str, String, bool)> {
        let shown = |(name, href, key): &(&'static str, &'static str, &'static str)| {
            (*href, self.t(key), *name == self.tab)
        };
        TABS.iter().map(shown).collect()
    }

    /// The same frame at a page of the settings, named as in [`TABS`].
    #[must_use]
    pub fn in_settings(mut self, tab: &'static str) -> Self {
        self.here = "settings";
        self.tab = tab;
        self
    }

    /// The number beside the messages: exact up to 99.
    pub fn unread_shown(&self) -> String {
        match self.unread {
            0..=99 => self.unread.to_string(),
            _ => "99+".to_owned(),
        }
    }

    /// The `color-scheme` of the page, which the browser paints before it has the stylesheet.
    pub fn scheme(&self) -> &'static str {
        match self.theme {
            "" => "light dark",
            theme => theme,
        }
    }

    /// The name of the time zone, for the foot of the page.
    pub fn zone_name(&self) -> &str {
        self.tz.iana_name().unwrap_or("UTC")
    }
}

impl Gate {
    /// The `color-scheme` of the page: the system decides.
    pub fn scheme(&self) -> &'static str {
        "light dark"
    }
}

/// A value for a sentence, however many references a template puts in front of it.
pub trait Value {
    /// The value as the catalogue takes it.
    fn arg(&self) -> Arg;
}

impl<T: Value + ?Sized> Value for &T {
    fn arg(&self) -> Arg {
        (**self).arg()
    }
}

impl Value for str {
    fn arg(&self) -> Arg {
        Arg::from(self)
    }
}

impl Value for String {
    fn arg(&self) -> Arg {
        Arg::from(self)
    }
}

macro_rules! count_values {
    ($($kind:ty),*) => {$(
        impl Value for $kind {
            fn arg(&self) -> Arg {
                Arg::from(*self)
            }
        }
    )*};
}
count_values!(i64, i32, u32, u16, u8, usize, u64);

macro_rules! words {
    ($frame:ty) => {
        impl $frame {
            /// A sentence of the catalogue.
            pub fn t(&self, key: &'static str) -> String {
                self.say(&Text::new(key))
            }

            /// A sentence with one value.
            pub fn t1(&self, key: &'static str, name: &'static str, value: impl Value) -> String {
                self.say(&Text::new(key).with(name, value.arg()))
            }

            /// A sentence with two values.
            pub fn t2(
                &self,
                key: &'static str,
                name: &'static str,
                value: impl Value,
                name2: &'static str,
                value2: impl Value,
            ) -> String {
                self.say(
                    &Text::new(key)
                        .with(name, value.arg())
                        .with(name2, value2.arg()),
                )
            }

            /// A sentence of the domain.
            pub fn say(&self, text: &Text) -> String {
                self.locale.say(text)
            }

            /// Where an asset is served.
            pub fn asset(&self, name: &str) -> String {
                super::assets::url(name)
            }
        }
    };
}
words!(Chrome);
words!(Gate);

/// Up to two letters for a picture: those of the first and the last word.
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    first
        .into_iter()
        .chain(last)
        .flat_map(char::to_uppercase)
        .collect()
}

/// What is wrong with a form, in the person's language: beside the fields and as a whole.
#[derive(Clone, Debug, Default)]
pub struct Errors {
    whole: String,
    fields: std::collections::BTreeMap<String, String>,
}

impl Errors {
    /// From a failure; anything but validation is told for the whole form.
    pub fn of(error: &crate::error::Error, locale: Locale) -> Self {
        let fields = match error {
            crate::error::Error::Invalid(fields) => fields
                .iter()
                .map(|(field, message)| (field.to_owned(), locale.say(message)))
                .collect(),
            _ => std::collections::BTreeMap::new(),
        };
        Self {
            whole: locale.say(&error.text()),
            fields,
        }
    }

    /// The message of a field, or nothing.
    pub fn get(&self, field: &str) -> &str {
        self.fields.get(field).map_or("", String::as_str)
    }

    /// The sentence over the form, when no single field tells it all.
    pub fn whole(&self) -> &str {
        if self.fields.len() == 1 {
            ""
        } else {
            &self.whole
        }
    }
}
