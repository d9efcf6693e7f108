//! What every page must keep, checked on its markup: ids, labels, headings, names, and nothing
//! that the content security policy forbids.

use std::collections::HashSet;

use scraper::{ElementRef, Html, Selector};

fn all<'a>(html: &'a Html, query: &str) -> Vec<ElementRef<'a>> {
    html.select(&Selector::parse(query).unwrap()).collect()
}

/// What a screen reader would call it, roughly.
fn is_named(element: ElementRef<'_>) -> bool {
    let words: String = element.text().collect();
    !words.trim().is_empty()
        || element
            .attr("aria-label")
            .is_some_and(|name| !name.trim().is_empty())
        || element.attr("aria-labelledby").is_some()
}

/// Checks a page or a part of one; panics with what is wrong.
pub(crate) fn check_html(markup: &str) {
    let html = Html::parse_document(markup);
    let mut ids = HashSet::new();
    for element in all(&html, "[id]") {
        let id = element.attr("id").unwrap();
        assert!(
            !id.is_empty() && ids.insert(id.to_owned()),
            "the id {id:?} stands twice"
        );
    }
    for name in [
        "for",
        "aria-labelledby",
        "aria-describedby",
        "aria-controls",
    ] {
        for element in all(&html, &format!("[{name}]")) {
            for id in element.attr(name).unwrap().split_whitespace() {
                assert!(ids.contains(id), "{name}={id:?} leads nowhere");
            }
        }
    }
    check_names(&html);
    check_headings(&html);
    for element in all(&html, "*") {
        for (name, value) in element.value().attrs() {
            let forbidden =
                name == "style" || name.starts_with("on") || value.starts_with("javascript:");
            assert!(
                !forbidden,
                "{name}={value:?} breaks the content security policy"
            );
        }
    }
    for script in all(&html, "script") {
        assert!(script.attr("src").is_some(), "a script in the page");
    }
    assert!(all(&html, "style").is_empty(), "a style in the page");
}

fn check_names(html: &Html) {
    let labelled: HashSet<&str> = (all(html, "label[for]").into_iter())
        .filter_map(|label| label.attr("for"))
        .collect();
    for control in all(html, "input:not([type=hidden]), select, textarea") {
        let own = control.attr("id").is_some_and(|id| labelled.contains(id));
        let inside = (control.ancestors().filter_map(ElementRef::wrap))
            .any(|parent| parent.value().name() == "label");
        let named = own || inside || control.attr("aria-label").is_some();
        assert!(named, "a control without a label: {}", control.html());
    }
    for control in all(html, "a[href], button, summary, [role=img]") {
        assert!(
            is_named(control),
            "a control without a name: {}",
            control.html()
        );
    }
    for image in all(html, "img") {
        assert!(image.attr("alt").is_some(), "an image without words");
    }
    for element in all(html, "[tabindex]") {
        let at = element.attr("tabindex").unwrap();
        assert!(at == "0" || at == "-1", "tabindex={at}");
    }
}

/// One h1 on a whole page, and no level left out.
fn check_headings(html: &Html) {
    let levels: Vec<u32> = (all(html, "h1, h2, h3, h4").into_iter())
        .map(|heading| heading.value().name()[1..].parse().unwrap())
        .collect();
    if !all(html, "main").is_empty() {
        let first = levels.iter().filter(|level| **level == 1).count();
        assert_eq!(first, 1, "a page has one h1");
        assert_eq!(levels.first(), Some(&1), "the h1 comes first");
    }
    for pair in levels.windows(2) {
        assert!(pair[1] <= pair[0] + 1, "h{} follows h{}", pair[1], pair[0]);
    }
}
