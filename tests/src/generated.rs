//! The documents that are generated from the tables in code, so that they cannot drift.

use std::fmt::Write;
use std::fs;

use paysig::gateways::GATEWAYS;
use paysig::scheme::{Gateway, Https, Part, Scheme};
use paysig::{ErrorCode, ErrorKind};

/// A generated file, or a generated part between two markers of a hand-written one.
pub struct Generated {
    /// The path from the project's top.
    pub path: String,
    /// The marker's name, for a part of a file.
    pub marker: Option<&'static str>,
    /// The text that belongs there.
    pub text: String,
}

/// Everything that is generated from the tables in code.
#[must_use]
pub fn documents() -> Vec<Generated> {
    let mut documents = vec![
        Generated { path: "docs/errors.md".into(), marker: None, text: errors() },
        Generated { path: "docs/bad-input.md".into(), marker: None, text: crate::census::page() },
        Generated { path: "docs/divergence.md".into(), marker: None, text: crate::divergence::page() },
        Generated { path: "docs/schemes.md".into(), marker: None, text: schemes() },
        Generated { path: "README.md".into(), marker: Some("schemes"), text: overview() },
        Generated {
            path: "README.md".into(),
            marker: Some("languages"),
            text: crate::languages::languages(),
        },
        Generated { path: "SECURITY.md".into(), marker: Some("limits"), text: limits() },
    ];
    documents.extend(crate::causes::pages());
    documents
}

impl Generated {
    /// Compares the file with what belongs there; with `PAYSIG_BLESS=1` in the environment, writes it first.
    ///
    /// # Errors
    /// A sentence that says what to do.
    pub fn check(&self) -> Result<(), String> {
        let path = crate::top().join(&self.path);
        let committed = fs::read_to_string(&path).unwrap_or_default();
        let wanted = match self.marker {
            None => self.text.clone(),
            Some(marker) => {
                let (begin, end) = (format!("<!-- {marker}:begin -->\n"), format!("<!-- {marker}:end -->"));
                let (before, rest) = committed
                    .split_once(&begin)
                    .ok_or_else(|| format!("{} has no marker {begin}", self.path))?;
                let (_, after) =
                    rest.split_once(&end).ok_or_else(|| format!("{} has no marker {end}", self.path))?;
                format!("{before}{begin}{}{end}{after}", self.text)
            }
        };
        if std::env::var_os("PAYSIG_BLESS").is_some() {
            return fs::write(&path, wanted).map_err(|error| format!("{}: {error}", path.display()));
        }
        match committed == wanted {
            true => Ok(()),
            false => Err(format!("{} is not what the code says: run `make docs` and commit it", self.path)),
        }
    }
}

fn errors() -> String {
    let mut page = String::from(
        "# Errors\n\n\
         Generated from the one table in `core/src/errors.rs`. The codes and numbers are the same in every language and never change.\n\
         Only *rejected* errors can be brought about by a sender: answer those with 401, and all others with 500.\n",
    );
    for kind in [ErrorKind::Configuration, ErrorKind::Input, ErrorKind::Rejected, ErrorKind::Internal] {
        let title = kind.name();
        let _ = write!(page, "\n## {title}\n\n| code | number | meaning | what to do |\n|---|---|---|---|\n");
        for code in ErrorCode::ALL.iter().filter(|code| code.kind() == kind) {
            let _ = writeln!(
                page,
                "| `{}` | {} | {} | {} |",
                code.name(),
                code.number(),
                code.summary(),
                code.advice()
            );
        }
    }
    page
}

fn overview() -> String {
    let mut table = String::from("| scheme | what proves it |\n|---|---|\n");
    for scheme in GATEWAYS.iter().flat_map(|gateway| gateway.schemes.iter()) {
        let _ = writeln!(table, "| `{}` | {} |", scheme.id, scheme.rule());
    }
    table
}

/// What each scheme leaves open: nothing but what it signs is authentic, and nothing but a timestamp makes a message old.
fn limits() -> String {
    let mut table =
        String::from("| scheme | signs only | a copy is accepted | to know |\n|---|---|---|---|\n");
    for scheme in GATEWAYS.iter().flat_map(|gateway| gateway.schemes.iter()) {
        let mut signs: Vec<&str> = Vec::new();
        for part in scheme.parts() {
            if !matches!(part, Part::Literal(_)) && !signs.contains(&part.name()) {
                signs.push(part.name());
            }
        }
        let signs = if signs.is_empty() { "nothing".to_owned() } else { signs.join(", ") };
        let copies = match scheme.freshness {
            Some(freshness) => format!("for {} s", freshness.tolerance_seconds),
            None => "at any time".to_owned(),
        };
        let _ = writeln!(table, "| `{}` | {signs} | {copies} | {} |", scheme.id, scheme.notes.join(" "));
    }
    table
}

fn schemes() -> String {
    let mut page = String::from(
        "# Gateways and schemes\n\n\
         Generated from the data under `core/src/gateways/`; `paysig schemes` prints the same.\n",
    );
    for gateway in GATEWAYS {
        gateway_section(&mut page, gateway);
        for scheme in gateway.schemes.iter() {
            scheme_section(&mut page, scheme);
        }
    }
    page
}

fn gateway_section(page: &mut String, gateway: &Gateway) {
    let _ = write!(page, "\n## {} (`{}`)\n\n", gateway.name, gateway.id);
    if gateway.hosts.is_empty() {
        let _ = writeln!(page, "- Hosts: none published; the contract names it.");
    }
    for host in gateway.hosts.iter() {
        let _ = writeln!(page, "- Host: {} ({}, {})", host.url, host.environment.name(), host.product);
    }
    let _ = writeln!(page, "- Calls: host + `{}`", gateway.endpoint);
    if let Some(acknowledgement) = &gateway.acknowledgement {
        let body = match acknowledgement.body.as_ref() {
            "" => "an empty body".to_owned(),
            body => format!("`{body}`"),
        };
        let _ =
            writeln!(page, "- A webhook is acknowledged with status {} and {body}.", acknowledgement.status);
    }
}

fn scheme_section(page: &mut String, scheme: &Scheme) {
    let _ =
        write!(page, "\n### `{}`\n\n{}. {}.\n\n", scheme.id, sentence(scheme.kind.words()), scheme.rule());
    let _ = writeln!(page, "| credential | needed | what it is |\n|---|---|---|");
    for field in scheme.fields.iter() {
        let _ = writeln!(page, "| `{}` | {} | {} |", field.name, field.role.words(), field.about);
    }
    let _ = writeln!(page, "\n| header | carries |\n|---|---|");
    for header in scheme.headers.iter() {
        let _ = writeln!(page, "| `{}` | {} |", header.name, header.words());
    }
    if !scheme.options.is_empty() {
        let _ = writeln!(page, "\n| option | when | may be | meaning |\n|---|---|---|---|");
        for option in scheme.options.iter() {
            let _ = writeln!(
                page,
                "| `{}` | {} | {} | {} |",
                option.name,
                option.when.words(),
                option.values.words(),
                option.about
            );
        }
    }
    let _ = writeln!(page);
    if let Some(freshness) = scheme.freshness {
        let _ = writeln!(
            page,
            "- The timestamp counts {} ({} digits) and may differ from the clock by {} s.",
            freshness.unit.name(),
            freshness.unit.digits(),
            freshness.tolerance_seconds
        );
    }
    let expects = &scheme.expects;
    let mut expected = Vec::new();
    expected.extend(expects.method.as_ref().map(|method| format!("method {method}")));
    expected.extend(expects.content_type.as_ref().map(|kind| format!("`Content-Type: {kind}`")));
    expected.extend(expects.accept.as_ref().map(|accept| format!("`Accept: {accept}`")));
    let https = match expects.https {
        Https::Required => "https (enforced when signing)",
        Https::Expected => "https",
    };
    expected.push(format!("{https}, TLS {} or later", expects.tls));
    let _ = writeln!(page, "- Expected, and not signed: {}.", expected.join(", "));
    for note in scheme.notes.iter() {
        let _ = writeln!(page, "- {note}");
    }
}

fn sentence(words: &str) -> String {
    let mut characters = words.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}
