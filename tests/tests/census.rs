//! No public function is missing from the census of bad input.

use paysig_tests::census::differences;

#[test]
fn every_public_function_is_in_the_census() {
    let (missing, gone) = differences();
    assert!(missing.is_empty(), "give these a row in tests/src/census.rs: {}", missing.join(", "));
    assert!(gone.is_empty(), "these are no functions any more: {}", gone.join(", "));
}
