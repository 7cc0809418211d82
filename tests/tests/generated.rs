//! What is generated from the tables in code is what is committed.

use std::fs;

use paysig_tests::generated::documents;

#[test]
fn generated_documents_are_current() {
    let stale: Vec<String> = documents().iter().filter_map(|document| document.check().err()).collect();
    assert!(stale.is_empty(), "{}", stale.join("\n"));
}

#[test]
fn no_page_is_about_a_cause_that_is_no_more() {
    let known: Vec<String> = documents().into_iter().map(|document| document.path).collect();
    let pages = fs::read_dir(paysig_tests::top().join("docs/causes")).expect("the pages are there");
    for page in pages {
        let name = page.expect("the folder can be read").file_name();
        let path = format!("docs/causes/{}", name.to_string_lossy());
        assert!(known.contains(&path), "{path} is generated from nothing: delete it");
    }
}
