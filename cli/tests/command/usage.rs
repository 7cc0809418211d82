//! Wrong use, and ends of pipes.

use std::fs::File;
use std::io::Read;
use std::process::{Command, Stdio};

use crate::support::{BODY, paysig, sign};

#[test]
fn wrong_arguments_end_with_2() {
    for arguments in [
        &[][..],
        &["sing"],
        &["sign"],
        &["sign", "--scheme=solidgate/request", "--format=xml"],
        &["sign", "--scheme=solidgate/request", "--scheme=solidgate/request"],
        &["sign", "--scheme=solidgate/request", "--header=A: b"],
        &["verify", "--scheme=solidgate/request", "--timestamp=1"],
        &["string-to-sign", "--scheme=solidgate/request", "--format=curl"],
        &["completions", "cmd"],
        &["man"],
    ] {
        let outcome = paysig(arguments).run();
        assert_eq!(outcome.status, 2, "{arguments:?}");
        assert!(!outcome.stderr.is_empty() && outcome.stdout.is_empty(), "{arguments:?}");
    }
    for now in
        ["", "now", "-1", "1.", ".5", "1.0000000001", "1e9", "99999999999999999999", "18446744073709551615"]
    {
        let outcome = sign().args(["--now", now]).run();
        assert_eq!(outcome.status, 2, "{now}");
    }
}

#[test]
fn a_stray_value_is_not_repeated() {
    let outcome = paysig(["sign", "--scheme=solidgate/request", "-c", "secret_key=", "sekrit"]).run();
    assert_eq!(outcome.status, 2);
    assert!(outcome.stderr.contains("unexpected argument"), "{}", outcome.stderr);
    assert!(!outcome.stderr.contains("sekrit"), "{}", outcome.stderr);
    let outcome = sign().arg("--tolerence=5").run();
    assert!(outcome.stderr.contains("--tolerence"), "{}", outcome.stderr);
}

#[test]
fn unknown_schemes_and_options_name_those_that_exist() {
    let scheme = paysig(["sign", "--scheme=solidgate/requests"]).run().failed(2, "unknown_scheme");
    assert!(scheme.stderr.contains("solidgate/request,"), "{}", scheme.stderr);
    let option =
        paysig(["verify", "--scheme=global-payment/webhook", "-c=sign_key=k", "-o=tolerence=5"]).run();
    let option = option.failed(2, "unknown_option");
    assert!(option.stderr.contains("no option tolerence; it has: tolerance, "), "{}", option.stderr);
}

#[test]
fn help_and_version_end_with_0() {
    for arguments in
        [&["--help"][..], &["-h"], &["help"], &["sign", "--help"], &["verify", "-h"], &["help", "verify"]]
    {
        let outcome = paysig(arguments).run().done();
        assert!(outcome.text().contains("Usage: paysig"), "{}", outcome.text());
    }
    let help = paysig(["sign", "--help"]).run().done();
    assert!(help.text().contains("Give secrets as env:NAME or @FILE."), "{}", help.text());
    let version = paysig(["--version"]).run().done();
    assert_eq!(version.text(), format!("paysig {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    for arguments in [&["schemes"][..], &["schemes", "--format=json"], &["completions", "bash"], &["--help"]]
    {
        let mut child = Command::new(env!("CARGO_BIN_EXE_paysig"))
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("paysig runs");
        drop(child.stdout.take());
        let mut told = String::new();
        child.stderr.take().expect("a pipe").read_to_string(&mut told).expect("UTF-8");
        assert_eq!(told, "", "{arguments:?}");
        assert_eq!(child.wait().expect("it ends").code(), Some(0), "{arguments:?}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_a_failure() {
    let full = || File::options().write(true).open("/dev/full").expect("Linux has /dev/full");
    let (status, told) = sign().stdout(full());
    assert_eq!(status, 2);
    assert!(told.starts_with("error: standard output could not be written: "), "{told}");
    let (status, told) = paysig(["sign", "--scheme=none/such", "--format=json"]).stdout(full());
    assert_eq!(status, 2);
    assert!(told.starts_with("error: unknown_scheme: ") && told.contains("standard output"), "{told}");
}

#[test]
#[cfg(unix)]
fn a_closed_standard_error_does_not_change_the_verdict() {
    let script = "exec \"$0\" verify --scheme solidgate/request -c public_key=test -c secret_key=secret \
                  -H 'Merchant: test' -H \"Signature: $(printf 'A%.0s' $(seq 171))=\" -b - 2>&-";
    let status = Command::new("bash")
        .args(["-c", script, env!("CARGO_BIN_EXE_paysig")])
        .stdin(Stdio::null())
        .status()
        .expect("bash runs");
    assert_eq!(status.code(), Some(1));
}

#[test]
fn a_large_body_is_signed_and_not_printed() {
    let outcome = sign().args(["-b", "-"]).stdin(BODY.repeat(300_000)).run().done();
    assert_eq!(outcome.text().lines().count(), 2);
}
