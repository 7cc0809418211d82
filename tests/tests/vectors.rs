//! Every vector, through Rust.

use paysig_tests::vectors::{read_features, read_index, read_set, run, run_feature};

#[test]
fn every_vector_passes() {
    let index = read_index();
    let mut ran = 0;
    let mut failures = Vec::new();
    for file in &index.files {
        let cases = read_set(&file.file);
        assert_eq!(cases.len(), file.cases, "{}: the index counts differently", file.file);
        for case in &cases {
            ran += 1;
            if let Err(what) = run(case) {
                failures.push(format!("{}: {what}", case.id));
            }
        }
    }
    println!("vectors: {ran} cases ran through Rust");
    assert!(failures.is_empty(), "{} of {ran} cases failed:\n{}", failures.len(), failures.join("\n"));
    assert_eq!(ran, index.total, "the index counts differently");
}

#[test]
fn every_case_about_no_message_passes() {
    let index = read_index().more;
    let mut ran = 0;
    let mut failures = Vec::new();
    for file in &index.files {
        let cases = read_features(&file.file);
        assert_eq!(cases.len(), file.cases, "{}: the index counts differently", file.file);
        for case in &cases {
            ran += 1;
            if let Err(what) = run_feature(case) {
                failures.push(format!("{}: {what}", case.id));
            }
        }
    }
    println!("keys, error answers and forms: {ran} cases ran through Rust");
    assert!(failures.is_empty(), "{} of {ran} cases failed:\n{}", failures.len(), failures.join("\n"));
    assert_eq!(ran, index.total, "the index counts differently");
}
