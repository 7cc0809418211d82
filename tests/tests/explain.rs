//! Every broken message is explained by what broke it.

use std::collections::{BTreeMap, BTreeSet};

use paysig::explain::Cause;
use paysig_tests::explain::{read_cases, read_phrases, run};

#[test]
fn every_broken_message_is_explained() {
    let cases = read_cases();
    let mut failures = Vec::new();
    let mut passed = BTreeSet::new();
    for case in &cases {
        match run(case) {
            Ok(_) => drop(passed.insert(case.id.as_str())),
            Err(what) => failures.push(format!("{} ({}): {what}", case.id, case.made_by)),
        }
    }
    println!("explain: {} cases ran through Rust", cases.len());
    assert!(failures.is_empty(), "{} of {} failed:\n{}", failures.len(), cases.len(), failures.join("\n"));

    let by_cause =
        cases.iter().flat_map(|case| &case.expect.causes).fold(BTreeMap::new(), |mut counts, cause| {
            *counts.entry(cause.as_str()).or_insert(0) += 1;
            counts
        });
    for cause in Cause::ALL {
        assert!(by_cause.contains_key(cause.id()), "{cause} has no case");
    }
    for cause in by_cause.keys() {
        assert!(Cause::from_id(cause).is_some(), "no cause is called {cause}");
    }
    let phrases = read_phrases();
    assert!(phrases.len() >= 40, "only {} phrases", phrases.len());
    for row in &phrases {
        assert!(!row.causes.is_empty() && !row.cases.is_empty(), "{}: an empty row", row.phrase);
        for id in &row.cases {
            assert!(passed.contains(id.as_str()), "{}: {id} is no case that passes", row.phrase);
        }
        for cause in &row.causes {
            assert!(Cause::from_id(cause).is_some(), "{}: no cause is called {cause}", row.phrase);
        }
    }
}
