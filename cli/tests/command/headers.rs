//! The headers that are given to `paysig verify`.

use crate::support::{BODY, Folder, Outcome, PAIR, SIGNATURE, paysig};

fn with_file(headers: impl AsRef<[u8]>) -> Outcome {
    let folder = Folder::new();
    let file = folder.file("headers", headers);
    paysig(["verify", "--scheme=solidgate/request", "-b=-", "--headers", &file]).args(PAIR).stdin(BODY).run()
}

fn with_argument(header: &str) -> Outcome {
    paysig(["verify", "--scheme=solidgate/request", "-b=-", "-H=Merchant: test", "-H", header])
        .args(PAIR)
        .stdin(BODY)
        .run()
}

#[test]
fn lines_end_in_lf_or_crlf_and_other_headers_are_passed_over() {
    for end in ["\n", "\r\n"] {
        let lines = ["mErChAnT:test", "X-Other:", "X-Bytes: é:", &format!("SIGNATURE: \t{SIGNATURE} ")];
        with_file(lines.join(end)).done();
        with_file(lines.join(end) + end).done();
        with_file(lines.join(end) + end + end).done();
        with_file(lines.join(end) + end + end + " " + end).done();
    }
    with_file([b"X-Latin: \xe9\nMerchant: test\nSignature: ", SIGNATURE.as_bytes()].concat()).done();
}

#[test]
fn a_request_or_status_line_at_the_top_is_passed_over() {
    let headers = format!("Merchant: test\r\nSignature: {SIGNATURE}\r\n\r\n");
    for line in
        ["POST /hook?a:b HTTP/1.1", "HTTP/1.1 200 OK", "HTTP/2 200 ", "GET http://shop.example/ HTTP/1.0"]
    {
        with_file(format!("{line}\r\n{headers}")).done();
        // Only at the top.
        let later = with_file(format!("X-Other: 1\r\n{line}\r\n{headers}")).failed(2, "invalid_headers");
        assert!(later.stderr.contains("--headers: line 2: "), "{}", later.stderr);
    }
    // A header that looks a little like one is a header.
    with_file(format!("Via: x HTTP/1.1\r\n{headers}")).done();
    with_file(format!("Merchant: a HTTP/1.1\r\nSignature: {SIGNATURE}")).failed(1, "unknown_sender");
}

#[test]
fn a_malformed_line_is_wrong_use_and_is_not_repeated() {
    for (line, why) in [
        ("Signature", "has no colon"),
        (": sekrit", "no header's name"),
        ("Sig nature: sekrit", "no header's name"),
        ("Signature : sekrit", "no header's name"),
        ("Sïgnature: sekrit", "no header's name"),
        (" sekrit: folded", "folded"),
        ("\tsekrit", "folded"),
    ] {
        let outcome = with_file(format!("Merchant: test\n{line}\n")).failed(2, "invalid_headers");
        assert!(outcome.stderr.contains("line 2: ") && outcome.stderr.contains(why), "{}", outcome.stderr);
        assert!(!outcome.stderr.contains("sekrit"), "{}", outcome.stderr);
        let outcome = with_argument(line).failed(2, "invalid_headers");
        assert!(outcome.stderr.contains("--header: ") && outcome.stderr.contains(why), "{}", outcome.stderr);
        assert!(!outcome.stderr.contains("sekrit"), "{}", outcome.stderr);
    }
    let body_too = with_file(format!("Merchant: test\n\n{BODY}")).failed(2, "invalid_headers");
    assert!(body_too.stderr.contains("line 3") && body_too.stderr.contains("--body"), "{}", body_too.stderr);
    assert!(!body_too.stderr.contains("amount"), "{}", body_too.stderr);
}

#[test]
fn a_value_is_judged_as_it_came() {
    with_argument(&format!("Signature: {SIGNATURE}\n")).failed(1, "malformed_signature");
    with_argument(&format!("Signature: x\nSignature: {SIGNATURE}")).failed(1, "malformed_signature");
    with_argument(&format!("X-Other: x\nSignature: {SIGNATURE}")).failed(1, "missing_header");
    for inside in ["\r", "\0", " "] {
        let (begin, end) = SIGNATURE.split_at(76);
        with_file(format!("Merchant: test\nSignature: {begin}{inside}{end}"))
            .failed(1, "malformed_signature");
    }
}

#[test]
fn arguments_and_file_are_taken_together() {
    let folder = Folder::new();
    let file = folder.file("headers", format!("Signature: {SIGNATURE}\n"));
    let run = |more: &[&str]| {
        paysig(["verify", "--scheme=solidgate/request", "-b=-", "--headers", &file])
            .args(PAIR)
            .args(more)
            .stdin(BODY)
            .run()
    };
    run(&["-H=Merchant: test"]).done();
    run(&[]).failed(1, "missing_header");
    run(&["-H=Merchant: test", "-H=signature: x"]).failed(1, "duplicate_header");
}

#[test]
fn the_file_may_be_standard_input() {
    let folder = Folder::new();
    let body = folder.file("body", BODY);
    paysig(["verify", "--scheme=solidgate/request", "-b", &body, "--headers=-"])
        .args(PAIR)
        .stdin(format!("Merchant: test\nSignature: {SIGNATURE}\n"))
        .run()
        .done();
}
