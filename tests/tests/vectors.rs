//! Every vector, through Rust.

use paysig_tests::vectors::{read_index, read_set, run};

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
