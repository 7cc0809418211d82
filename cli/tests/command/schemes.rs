//! `paysig schemes`.

use paysig::gateways::{GATEWAYS, schemes};
use paysig::json;

use crate::support::paysig;

#[test]
fn the_overview_names_everything_there_is() {
    let outcome = paysig(["schemes"]).run().done();
    // Lines are wrapped, so compare words.
    let page = words(outcome.text());
    for gateway in GATEWAYS {
        assert!(page.contains(&format!("{} ({})", gateway.name, gateway.id)));
        for host in gateway.hosts.iter() {
            assert!(page.contains(host.url.as_ref()));
        }
        for scheme in gateway.schemes.iter() {
            assert!(page.contains(&format!("{} ({})", scheme.id, scheme.kind.words())));
            assert!(page.contains(&words(&scheme.rule())));
        }
    }
    assert!(outcome.text().lines().all(|line| line.len() <= 100), "{}", outcome.text());
}

#[test]
fn a_scheme_is_described_with_all_it_holds() {
    for scheme in schemes() {
        let outcome = paysig(["schemes", &scheme.id]).run().done();
        let page = words(outcome.text());
        let mut expected = vec![scheme.rule(), scheme.expects.tls.to_string()];
        expected
            .extend(scheme.fields.iter().flat_map(|field| [field.name.to_string(), field.about.to_string()]));
        expected.extend(scheme.headers.iter().flat_map(|header| [header.name.to_string(), header.words()]));
        for option in scheme.options.iter() {
            expected.extend([option.name.to_string(), option.about.to_string(), option.values.words()]);
        }
        expected.extend(scheme.notes.iter().map(ToString::to_string));
        for text in expected {
            assert!(page.contains(&words(&text)), "{}: {text}", scheme.id);
        }
        assert!(outcome.text().lines().all(|line| line.len() <= 100), "{}", outcome.text());
    }
}

#[test]
fn a_gateway_is_described_with_its_schemes() {
    for gateway in GATEWAYS {
        let outcome = paysig(["schemes", &gateway.id]).run().done();
        for scheme in gateway.schemes.iter() {
            assert!(outcome.text().contains(&format!("\n{} (", scheme.id)), "{}", outcome.text());
        }
        if let Some(answer) = &gateway.acknowledgement {
            assert!(outcome.text().contains(&format!("acknowledged with status {}", answer.status)));
            assert!(outcome.text().contains(answer.body.as_ref()));
        }
    }
}

#[test]
fn json_is_the_cores() {
    let printed = |arguments: &[&str]| paysig(arguments).run().done().text().to_owned();
    assert_eq!(printed(&["schemes", "--format", "json"]), json::gateways(GATEWAYS) + "\n");
    for gateway in GATEWAYS {
        assert_eq!(printed(&["schemes", &gateway.id, "--format=json"]), json::gateways([gateway]) + "\n");
    }
    for scheme in schemes() {
        assert_eq!(printed(&["schemes", &scheme.id, "--format=json"]), json::scheme(scheme) + "\n");
    }
}

#[test]
fn what_does_not_exist_is_wrong_use() {
    paysig(["schemes", "none/such"]).run().failed(2, "unknown_scheme");
    let outcome = paysig(["schemes", "none/such", "--format=json"]).run();
    assert_eq!((outcome.status, &outcome.json()["error"]["code"]), (2, &"unknown_scheme".into()));
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
