//! Sample pages keep the rules of pages.

use super::*;
use crate::accounts::second_factor::{Enrolment, Status};
use crate::accounts::sessions::Listed;
use crate::clock::Timestamp;
use crate::ids::{PublicId, SessionId};
use crate::secret::Random;
use crate::web::gallery;
use crate::web::testing::check_html;

#[test]
fn samples_keep_the_rules_of_pages() {
    let wrong = Error::invalid("email", text!("field-email"));
    for errors in [
        Errors::default(),
        Errors::of(&wrong, gallery::gate().locale),
    ] {
        let page = SetupPage {
            gate: gallery::gate(),
            token: "setup_scalix_x".into(),
            name: "Ada <b>".into(),
            email: "ada@".into(),
            team_name: "Analytical Engines".into(),
            errors,
        };
        check_html(&page.render().unwrap());
    }
    for error in ["", "The e-mail address or the password is wrong."] {
        let page = LoginPage {
            gate: gallery::gate(),
            email: "ada@example.org".into(),
            next: "/usage".into(),
            error: error.into(),
            open: error.is_empty(),
        };
        check_html(&page.render().unwrap());
    }
}

fn wrong(field: &'static str) -> Errors {
    let error = Error::invalid(field, text!("field-required"));
    Errors::of(&error, gallery::gate().locale)
}

#[test]
fn pages_around_the_sign_in() {
    for (next, error) in [("", ""), ("/usage?a=1&b=\"2", "This code is wrong.")] {
        let page = second_step::CodePage {
            gate: gallery::gate(),
            next: next.into(),
            error: error.into(),
        };
        check_html(&page.render().unwrap());
    }
    for (code, errors) in [(false, Errors::default()), (true, wrong("code"))] {
        let page = again::AgainPage {
            gate: gallery::gate(),
            email: "ada@example.org".into(),
            next: "/settings/tokens/new".into(),
            code,
            errors,
        };
        check_html(&page.render().unwrap());
    }
    for (sent, by_mail, errors) in [
        (false, true, Errors::default()),
        (false, false, wrong("email")),
        (true, true, Errors::default()),
        (true, false, Errors::default()),
    ] {
        let page = reset::ForgotPage {
            gate: gallery::gate(),
            email: "<b>@example.org".into(),
            sent,
            by_mail,
            errors,
        };
        check_html(&page.render().unwrap());
    }
    for errors in [Errors::default(), wrong("password")] {
        let page = reset::ResetPage {
            gate: gallery::gate(),
            email: "ada@example.org".into(),
            token: "reset-password.usr_x.1.2.3".into(),
            errors,
        };
        check_html(&page.render().unwrap());
    }
}

fn listed(seed: u64, agent: &str) -> Listed {
    Listed {
        id: SessionId(1),
        public_id: PublicId::generate(&Random::seeded(seed)),
        created_at: NOW,
        last_active_at: NOW,
        address: "2001:db8:4f1a:9c02:71e0:5d3b:88aa:1f06".into(),
        user_agent: agent.into(),
    }
}

const NOW: Timestamp = Timestamp::from_ms(1_795_098_067_250);

#[test]
fn the_security_of_an_account() {
    let status = |codes_left| Status {
        since: NOW,
        last_used_at: (codes_left > 0).then_some(NOW),
        codes_left,
    };
    for (status, places, errors) in [
        (None, 1, Errors::default()),
        (Some(status(10)), 3, wrong("newPassword")),
        (Some(status(0)), 3, wrong("currentPassword")),
    ] {
        let chrome = gallery::chrome("settings", 1).in_settings("security");
        let agents = ["Mozilla/5.0 (iPhone) Version/26.0 Safari/1", "curl/8.1", ""];
        let rows = agents.into_iter().take(places).enumerate();
        let page = security::SecurityPage {
            factor: status.map(|it| security::Factor::new(&it, &chrome, NOW)),
            rows: rows
                .map(|(at, agent)| {
                    security::Row::new(&listed(at as u64, agent), &chrome, at == 0, NOW)
                })
                .collect(),
            chrome,
            errors,
        };
        let html = page.render().unwrap();
        check_html(&html);
        // One button for each other place, and one for all of them.
        let buttons = if places == 1 { 0 } else { places };
        assert_eq!(html.matches("/revoke\"").count(), buttons);
    }
}

#[test]
fn setting_a_second_factor_up() {
    let begun = || Enrolment {
        secret: Secret::new("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".to_owned()),
        url: Secret::new("otpauth://totp/Scalix:ada?secret=X&issuer=Scalix".to_owned()),
        qr: Secret::new("<svg class=\"qr\" aria-hidden=\"true\"></svg>".to_owned()),
    };
    let chrome = || gallery::chrome("settings", 1).in_settings("security");
    for (begun, errors) in [
        (None, Errors::default()),
        (Some(begun()), Errors::default()),
        (Some(begun()), wrong("code")),
    ] {
        let page = factor::FactorPage {
            chrome: chrome(),
            begun,
            errors,
        };
        check_html(&page.render().unwrap());
    }
    for off in [true, false] {
        let page = factor::ProvePage {
            chrome: chrome(),
            off,
            errors: wrong("code"),
        };
        check_html(&page.render().unwrap());
    }
    let codes = vec![Secret::new("3k7mp-0zq4x".to_owned()); 10];
    let page = factor::CodesPage::new(chrome(), &codes, true);
    assert!(
        page.file
            .starts_with("data:text/plain;charset=utf-8,Scalix%20recovery")
    );
    assert!(page.file.contains("%0D%0A3k7mp-0zq4x"), "{}", page.file);
    check_html(&page.render().unwrap());
}
