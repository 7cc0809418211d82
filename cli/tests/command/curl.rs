//! `--format curl`: the command line is run, and what arrives is what was signed.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::thread;

use crate::support::{BODY, Folder, SIGNATURE, paysig, sign};

/// What a server got.
struct Received {
    start_line: String,
    headers: String,
    body: Vec<u8>,
}

/// Runs a printed command line in a POSIX shell, with a server for one request behind `{port}` in what makes it.
fn send(make: impl FnOnce(u16) -> String, folder: &Folder, stdin: &[u8]) -> Received {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("it is bound").port();
    let server = thread::spawn(move || serve(listener.accept().expect("curl connects").0));
    let line = make(port);
    let mut shell = Command::new("sh")
        .args(["-c", &line])
        .current_dir(folder.path(""))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("sh runs");
    shell.stdin.take().expect("a pipe").write_all(stdin).expect("curl reads");
    let output = shell.wait_with_output().expect("curl ends");
    assert!(output.status.success(), "{line}\n{}", String::from_utf8_lossy(&output.stderr));
    server.join().expect("the server ends")
}

fn serve(stream: TcpStream) -> Received {
    let mut reader = BufReader::new(stream);
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).expect("curl sends lines");
        if line == "\r\n" {
            break;
        }
        lines.push(line);
    }
    let headers = lines.split_off(1).concat();
    let length = value(&headers, "content-length").map_or(0, |length| length.parse().expect("a number"));
    if value(&headers, "expect").is_some() {
        reader.get_mut().write_all(b"HTTP/1.1 100 Continue\r\n\r\n").expect("curl listens");
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).expect("curl sends the body");
    reader
        .get_mut()
        .write_all(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
        .expect("curl listens");
    Received { start_line: lines.concat().trim_end().to_owned(), headers, body }
}

fn value<'a>(headers: &'a str, name: &str) -> Option<&'a str> {
    let lines = headers.lines().filter_map(|line| line.split_once(": "));
    lines.into_iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

#[test]
fn what_arrives_is_what_was_signed() {
    let folder = Folder::new();
    // A name that a careless shell would take apart, and a body that text handling would change.
    let name = "bo'dy $(touch pwned) `x` \"y\" \\ {z}*.json";
    let body = b"{\"a\":1}\r\n\xff\x00@\n";
    folder.file(name, body);
    let received = send(
        |port| {
            let url = format!("http://127.0.0.1:{port}/api/v1/pay");
            let outcome =
                sign().args(["-b", name, "--url", &url, "--format=curl"]).within(&folder).run().done();
            assert!(outcome.text().starts_with("curl \\\n  --request POST \\\n"), "{}", outcome.text());
            outcome.text().to_owned()
        },
        &folder,
        b"",
    );
    assert_eq!(received.start_line, "POST /api/v1/pay HTTP/1.1");
    assert_eq!(received.body, body);
    assert_eq!(value(&received.headers, "Content-Type"), Some("application/json"));
    assert!(!folder.path("pwned").exists());
    let headers = folder.file("headers", &received.headers);
    paysig(["verify", "--scheme=solidgate/request", "-b", name, "--headers", &headers])
        .args(crate::support::PAIR)
        .within(&folder)
        .run()
        .done();
}

#[test]
fn the_url_goes_over_the_wire_as_it_was_signed() {
    let folder = Folder::new();
    for target in [
        "/a/../b/./c//d?x=[1]&y={1,2}&z=a%20b+c'$HOME`id`!|^;*~",
        "/{a,b}/[1-3]?",
        "/%2e%2E/é".trim_end_matches('é'),
        "/plain",
    ] {
        for method in ["get", "DELETE", "head", "post", "PUT"] {
            let base =
                ["--scheme=sumsub/request", "-c=app_token=tok", "-c=secret_key=k'ey", "--method", method];
            let received = send(
                |port| {
                    let url = format!("http://localhost:{port}{target}");
                    paysig(["sign", "--format=curl", "--url", &url]).args(base).run().done().text().to_owned()
                },
                &folder,
                b"",
            );
            let (sent_method, rest) = received.start_line.split_once(' ').expect("a request line");
            assert_eq!(sent_method, method.to_ascii_uppercase());
            let sent_target = rest.strip_suffix(" HTTP/1.1").expect("a request line");
            assert_eq!(sent_target, target);
            assert!(received.body.is_empty());
            let has_body = matches!(sent_method, "POST" | "PUT");
            assert_eq!(value(&received.headers, "Content-Length"), has_body.then_some("0"));
            let headers = folder.file("headers", &received.headers);
            paysig(["verify", "-b=/dev/null", "--headers", &headers, "--url", sent_target])
                .args(base)
                .run()
                .done();
        }
    }
}

#[test]
fn what_the_gateway_expects_is_set() {
    let folder = Folder::new();
    let received = send(
        |port| {
            let url = format!("--url=http://127.0.0.1:{port}/");
            paysig(["sign", "--scheme=aeterna/request", "-c=public_token=p", "-c=email=a@x.example"])
                .args(["-c=secret_token=s", "-o=allow_http_loopback=true", "--format=curl", &url])
                .run()
                .done()
                .text()
                .to_owned()
        },
        &folder,
        b"",
    );
    assert_eq!(received.start_line, "POST / HTTP/1.1");
    assert_eq!(value(&received.headers, "Accept"), Some("application/json, text/plain"));
    assert_eq!(value(&received.headers, "Content-Type"), Some("application/json"));
}

#[test]
fn a_body_from_standard_input_is_piped_into_curl_again() {
    let folder = Folder::new();
    let received = send(
        |port| {
            let url = format!("http://127.0.0.1:{port}/");
            let outcome = sign().args(["-b", "-", "--url", &url, "--format=curl"]).stdin(BODY).run().done();
            assert!(outcome.stderr.contains("note: curl will read the body from its standard input"));
            assert!(outcome.text().contains("--data-binary @-"), "{}", outcome.text());
            outcome.text().to_owned()
        },
        &folder,
        BODY.as_bytes(),
    );
    assert_eq!(received.body, BODY.as_bytes());
    assert_eq!(value(&received.headers, "Signature"), Some(SIGNATURE));
}

#[test]
fn an_unsigned_body_is_left_to_the_caller() {
    let folder = Folder::new();
    folder.file("photo", "bytes");
    let received = send(
        |port| {
            let url = format!("http://127.0.0.1:{port}/upload");
            let outcome = paysig(["sign", "--scheme=global-payment/request", "-c=sign_key=k", "-m=POST"])
                .args(["--url", &url, "-o=body=unsigned", "--format=curl"])
                .run()
                .done();
            assert!(outcome.stderr.contains("note: add the body"), "{}", outcome.stderr);
            format!("{} --form photo=@photo", outcome.text().trim_end())
        },
        &folder,
        b"",
    );
    assert!(
        value(&received.headers, "Content-Type").is_some_and(|kind| kind.starts_with("multipart/form-data"))
    );
    assert!(received.body.windows(5).any(|window| window == b"bytes"));
}

#[test]
fn tls_is_at_least_what_the_gateway_asks_for() {
    let outcome = sign().args(["--url=https://gateway.example/", "--format=curl"]).run().done();
    assert!(outcome.text().contains("\n  --tlsv1.2 \\\n"), "{}", outcome.text());
    let outcome = sign().args(["--url=http://localhost/", "--format=curl"]).run().done();
    assert!(!outcome.text().contains("--tls"), "{}", outcome.text());
}

#[test]
fn curl_needs_an_absolute_url_and_something_to_send() {
    sign().args(["--format=curl"]).run().failed(2, "invalid_argument");
    sign().args(["--format=curl", "--url=/api/v1/pay"]).run().failed(2, "invalid_argument");
    let answer = paysig(["sign", "--scheme=global-payment/response", "-c=sign_key=k", "--format=curl"])
        .args(["-m=GET", "-u=https://gateway.example/"])
        .run()
        .failed(2, "invalid_argument");
    assert!(answer.stderr.contains("a response is what a server answers"), "{}", answer.stderr);
}
