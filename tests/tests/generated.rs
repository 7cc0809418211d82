//! What is generated from the tables in code is what is committed.

use paysig_tests::generated::documents;

#[test]
fn generated_documents_are_current() {
    let stale: Vec<String> = documents().iter().filter_map(|document| document.check().err()).collect();
    assert!(stale.is_empty(), "{}", stale.join("\n"));
}
