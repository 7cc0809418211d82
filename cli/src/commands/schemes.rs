//! `paysig schemes`.

use std::fmt::Write;

use paysig::gateways::{self, GATEWAYS};
use paysig::scheme::{Gateway, Https, Scheme, When};
use paysig::{Error, ErrorCode, json};

use crate::arguments::{Format, Schemes};
use crate::failure::Failure;
use crate::output;

const WIDTH: usize = 100;

pub(crate) fn run(arguments: &Schemes) -> Result<(), Failure> {
    let text = match (arguments.scheme.as_deref(), arguments.format) {
        (None, Format::Text) => overview(),
        (None, Format::Json) => json::gateways(GATEWAYS) + "\n",
        (Some(id), format) => match (find(id)?, format) {
            (Found::Gateway(gateway), Format::Text) => whole_gateway(gateway),
            (Found::Gateway(gateway), Format::Json) => json::gateways([gateway]) + "\n",
            (Found::Scheme(gateway, scheme), Format::Text) => whole_scheme(gateway, scheme),
            (Found::Scheme(_, scheme), Format::Json) => json::scheme(scheme) + "\n",
        },
    };
    output::write(text)
}

enum Found {
    Gateway(&'static Gateway),
    Scheme(&'static Gateway, &'static Scheme),
}

fn find(id: &str) -> Result<Found, Error> {
    if let Ok(gateway) = gateways::gateway(id) {
        return Ok(Found::Gateway(gateway));
    }
    let scheme = gateways::scheme(id)?;
    let gateway = GATEWAYS.iter().find(|gateway| gateway.schemes.iter().any(|one| one.id == scheme.id));
    let gateway = gateway.ok_or_else(|| Error::new(ErrorCode::Internal, "a scheme of no gateway"))?;
    Ok(Found::Scheme(gateway, scheme))
}

/// Every gateway and scheme, with the names of everything they have.
fn overview() -> String {
    let mut page = String::new();
    for gateway in GATEWAYS {
        heading(&mut page, gateway);
        for scheme in gateway.schemes.iter() {
            let _ = writeln!(page, "\n  {} ({})", scheme.id, scheme.kind.words());
            let mut row = |name: &str, words: &str| {
                if !words.is_empty() {
                    wrapped(&mut page, &format!("    {name:<13}"), words);
                }
            };
            row("rule", &scheme.rule());
            row("credentials", &names(scheme.fields.iter().map(|field| field.name.as_ref())));
            row("headers", &names(scheme.headers.iter().map(|header| header.name.as_ref())));
            row("options", &names(scheme.options.iter().map(|option| option.name.as_ref())));
        }
        page.push('\n');
    }
    page.push_str("`paysig schemes SCHEME` says what each of these is; --format json holds everything.\n");
    page
}

fn whole_gateway(gateway: &Gateway) -> String {
    let mut page = String::new();
    heading(&mut page, gateway);
    for scheme in gateway.schemes.iter() {
        page.push('\n');
        section(&mut page, scheme);
    }
    page
}

fn whole_scheme(gateway: &Gateway, scheme: &Scheme) -> String {
    let mut page = String::new();
    heading(&mut page, gateway);
    page.push('\n');
    section(&mut page, scheme);
    page
}

fn heading(page: &mut String, gateway: &Gateway) {
    let _ = writeln!(page, "{} ({})", gateway.name, gateway.id);
    if gateway.hosts.is_empty() {
        let _ = writeln!(page, "  host  none published: your contract names it");
    }
    for host in gateway.hosts.iter() {
        let _ = writeln!(page, "  host  {}  ({}, {})", host.url, host.environment.name(), host.product);
    }
    let _ = writeln!(page, "  call  host + {}", gateway.endpoint);
    if let Some(answer) = &gateway.acknowledgement {
        let body = match answer.body.as_ref() {
            "" => "without a body",
            body => body,
        };
        let _ = writeln!(page, "  webhooks are acknowledged with status {} {body}", answer.status);
    }
}

fn section(page: &mut String, scheme: &Scheme) {
    let _ = writeln!(page, "{} ({})", scheme.id, scheme.kind.words());
    wrapped(page, "  ", &scheme.rule());

    let credentials = scheme
        .fields
        .iter()
        .map(|field| (field.name.to_string(), format!("{} ({})", field.about, needed(field.role.words()))));
    table(page, "credentials", credentials);
    let headers = scheme.headers.iter().map(|header| (header.name.to_string(), header.words()));
    table(page, "headers", headers);
    for (title, when) in [("options when building", When::Building), ("options per message", When::Message)] {
        let options = scheme.options.iter().filter(|option| option.when == when);
        table(
            page,
            title,
            options.map(|option| {
                (option.name.to_string(), format!("{} ({})", option.about, option.values.words()))
            }),
        );
    }
    let expects = &scheme.expects;
    let expected = [
        expects.method.as_ref().map(|method| ("method".to_owned(), method.to_string())),
        expects.content_type.as_ref().map(|kind| ("content type".to_owned(), kind.to_string())),
        expects.accept.as_ref().map(|accept| ("accept".to_owned(), accept.to_string())),
        Some(("connection".to_owned(), connection(scheme))),
    ];
    table(page, "expected, and not signed", expected.into_iter().flatten());

    let mut notes: Vec<String> = Vec::new();
    notes.extend(scheme.freshness.map(|freshness| {
        format!(
            "The timestamp counts {} ({} digits) and may differ from the clock by {} s.",
            freshness.unit.name(),
            freshness.unit.digits(),
            freshness.tolerance_seconds
        )
    }));
    notes.extend(scheme.notes.iter().map(ToString::to_string));
    if !notes.is_empty() {
        let _ = writeln!(page, "\n  notes");
        for note in notes {
            wrapped(page, "    - ", &note);
        }
    }
}

fn connection(scheme: &Scheme) -> String {
    let https = match scheme.expects.https {
        Https::Required => "https, enforced when signing",
        Https::Expected => "https",
    };
    format!("{https}; TLS {} or later", scheme.expects.tls)
}

fn needed(words: &str) -> String {
    format!("needed {words}")
}

fn table(page: &mut String, title: &str, rows: impl Iterator<Item = (String, String)>) {
    let rows: Vec<(String, String)> = rows.collect();
    if rows.is_empty() {
        return;
    }
    let _ = writeln!(page, "\n  {title}");
    let width = rows.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    for (name, words) in rows {
        wrapped(page, &format!("    {name:<width$}  "), &words);
    }
}

/// Text behind a first column, its further lines below the text.
fn wrapped(page: &mut String, first_column: &str, words: &str) {
    let further = " ".repeat(first_column.len());
    let options = textwrap::Options::new(WIDTH)
        .initial_indent(first_column)
        .subsequent_indent(&further)
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .word_separator(textwrap::WordSeparator::AsciiSpace);
    for line in textwrap::wrap(words, options) {
        let _ = writeln!(page, "{line}");
    }
}

fn names<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}
