//! A replay key that is asked for after the verified message is gone is the same; of another verifier's message there is none.
#![allow(clippy::unwrap_used, missing_docs)]

use paysig::{ErrorCode, Keyring, Message, Options, Signer, Verifier};

const OLD: [(&str, &str); 1] = [("endpoint_secret", "the secret until yesterday")];
const NEW: [(&str, &str); 1] = [("endpoint_secret", "the secret from today on")];

#[test]
fn a_late_replay_key_is_the_same_until_the_message_changes() {
    let keyring = Keyring::new().with("old", OLD).with("new", NEW);
    let both = Verifier::new("solidgate-v2/webhook", keyring, &Options::new()).unwrap();
    let message = Message::webhook(b"{}");
    let headers = Signer::new("solidgate-v2/webhook", NEW, &Options::new()).unwrap().sign(&message).unwrap();

    let (accepted, key) = {
        let verified = both.verify(&headers, &message).unwrap();
        (verified.accepted(), verified.replay_key())
    };
    assert!(key.is_some());
    assert_eq!(both.replay_key(&accepted, &message).unwrap(), key);
    assert_ne!(both.replay_key(&accepted, &Message::webhook(b"{ }")).unwrap(), key);

    let only_old = Verifier::new("solidgate-v2/webhook", OLD, &Options::new()).unwrap();
    let error = only_old.replay_key(&accepted, &message).unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidArgument);
}
