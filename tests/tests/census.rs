//! No public function, and none of the arguments that it takes from outside, is missing from the census of bad input.

use paysig_tests::census::differences;

#[test]
fn every_public_function_is_in_the_census() {
    let (missing, gone) = differences();
    assert!(missing.is_empty(), "give these a row in tests/src/census/arguments.rs: {}", missing.join(", "));
    assert!(gone.is_empty(), "these are no functions any more: {}", gone.join(", "));
}
