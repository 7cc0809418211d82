//! `paysig keygen`.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::support::{Folder, Run, paysig};

fn keygen(folder: &Folder, more: &[&str]) -> Run {
    paysig(["keygen", "--out", "private.pem"]).args(more).within(folder)
}

fn names(folder: &Folder) -> Vec<String> {
    let entries = fs::read_dir(folder.path("")).expect("the folder can be read");
    let name = |entry: fs::DirEntry| entry.file_name().into_string().expect("the names are UTF-8");
    let mut names: Vec<String> = entries.map(|entry| name(entry.expect("an entry"))).collect();
    names.sort();
    names
}

fn mode(folder: &Folder, name: &str) -> u32 {
    fs::metadata(folder.path(name)).expect("it is there").permissions().mode() & 0o777
}

fn openssl(folder: &Folder, arguments: &[&str]) -> String {
    let output =
        Command::new("openssl").args(arguments).current_dir(folder.path("")).output().expect("openssl runs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn makes_a_pair_that_openssl_takes() {
    let folder = Folder::new();
    let outcome = keygen(&folder, &["--public-out", "public.pem"]).run().done();
    assert!(
        outcome
            .text()
            .starts_with("private key  private.pem (2048 bits)\npublic key   public.pem\nfingerprint  ")
    );
    assert_eq!(names(&folder), ["private.pem", "public.pem"]);
    assert_eq!(mode(&folder, "private.pem"), 0o600);

    let private = fs::read_to_string(folder.path("private.pem")).expect("text");
    assert!(private.starts_with("-----BEGIN PRIVATE KEY-----\n"));
    openssl(&folder, &["pkey", "-in", "private.pem", "-check", "-noout"]);
    let theirs = openssl(&folder, &["pkey", "-in", "private.pem", "-pubout"]);
    assert_eq!(theirs, fs::read_to_string(folder.path("public.pem")).expect("text"));
    paysig(["key", "inspect", "private.pem", "--matches", "public.pem"]).within(&folder).run().done();
}

#[test]
fn without_a_file_for_it_the_public_key_is_printed() {
    let folder = Folder::new();
    let outcome = keygen(&folder, &[]).run().done();
    assert_eq!(names(&folder), ["private.pem"]);
    assert_eq!(outcome.text(), openssl(&folder, &["pkey", "-in", "private.pem", "-pubout"]));
}

#[test]
fn takes_the_sizes_that_the_core_takes() {
    let folder = Folder::new();
    keygen(&folder, &["--bits=3072"]).run().done();
    let report =
        paysig(["key", "inspect", "private.pem", "--format=json"]).within(&folder).run().done().json();
    assert_eq!(report["bits"], 3072);
    for bits in ["0", "1024", "2047", "8192"] {
        keygen(&folder, &["--force", "--bits", bits]).run().failed(2, "invalid_argument");
    }
    assert_eq!(keygen(&folder, &["--bits=many"]).run().status, 2);
}

#[test]
fn encrypts_with_a_passphrase_from_anywhere() {
    let folder = Folder::new();
    folder.file("word", "correct horse\n");
    keygen(&folder, &["--passphrase=@word", "--public-out=public.pem"]).run().done();
    let private = fs::read_to_string(folder.path("private.pem")).expect("text");
    assert!(private.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
    openssl(&folder, &["pkey", "-in", "private.pem", "-passin", "pass:correct horse", "-noout"]);

    let inspect = |more: &[&str]| {
        paysig(["key", "inspect", "private.pem", "--matches=public.pem"]).args(more).within(&folder)
    };
    inspect(&["--passphrase=env:WORD"]).env("WORD", "correct horse").run().done();
    inspect(&[]).run().failed(2, "missing_passphrase");
    inspect(&["--passphrase=wrong"]).run().failed(2, "wrong_passphrase");

    keygen(&folder, &["--force", "--passphrase=env:WORD"]).run().failed(2, "invalid_argument");
    keygen(&folder, &["--force", "--passphrase="]).run().failed(2, "empty_credential");
    assert_eq!(fs::read_to_string(folder.path("private.pem")).expect("text"), private);
}

#[test]
fn nothing_is_replaced_without_force_and_with_it_only_plain_files() {
    let folder = Folder::new();
    folder.file("private.pem", "precious");
    let refused = keygen(&folder, &["--public-out=public.pem"]).run().failed(2, "invalid_argument");
    assert!(refused.stderr.contains("private.pem is there already"), "{}", refused.stderr);
    assert_eq!(names(&folder), ["private.pem"]);

    let other = Folder::new();
    other.file("public.pem", "precious");
    keygen(&other, &["--public-out=public.pem"]).run().failed(2, "invalid_argument");
    assert_eq!(names(&other), ["public.pem"]);

    fs::set_permissions(folder.path("private.pem"), fs::Permissions::from_mode(0o644)).expect("it is ours");
    keygen(&folder, &["--force"]).run().done();
    assert_eq!(mode(&folder, "private.pem"), 0o600);
    openssl(&folder, &["pkey", "-in", "private.pem", "-check", "-noout"]);

    symlink("elsewhere", folder.path("link")).expect("a link");
    fs::create_dir(folder.path("folder")).expect("a folder");
    let _socket = UnixListener::bind(folder.path("socket")).expect("a socket");
    for out in ["link", "folder", "socket"] {
        let outcome = paysig(["keygen", "--force", "--out", out]).within(&folder).run();
        assert!(outcome.failed(2, "invalid_argument").stderr.contains("is no plain file"), "{out}");
    }
    keygen(&folder, &["--force", "--public-out=private.pem"]).run().failed(2, "invalid_argument");
}

#[test]
fn a_folder_that_is_not_there_is_said() {
    let folder = Folder::new();
    let outcome = paysig(["keygen", "--out=missing/private.pem"]).within(&folder).run();
    assert_eq!(outcome.status, 2);
    assert!(
        outcome.stderr.starts_with("error: missing/private.pem could not be written: "),
        "{}",
        outcome.stderr
    );
    let outcome = keygen(&folder, &["--public-out=missing/public.pem"]).run();
    assert_eq!((outcome.status, names(&folder).len()), (2, 0));
}

#[test]
fn a_full_disk_is_said_and_leaves_nothing() {
    let folder = Folder::new();
    // No file may grow beyond one block of 512 or 1024 bytes, as the shell counts: fewer than a private key has.
    let script = "trap '' XFSZ; ulimit -f 1; exec \"$0\" keygen --out private.pem --public-out public.pem";
    let output = Command::new("bash")
        .args(["-c", script, env!("CARGO_BIN_EXE_paysig")])
        .current_dir(folder.path(""))
        .output()
        .expect("bash runs");
    let told = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.starts_with("error: private.pem could not be written: "), "{told}");
    assert!(names(&folder).is_empty(), "{:?}", names(&folder));
}

#[test]
fn two_at_once_do_not_both_win() {
    let folder = Folder::new();
    let outcomes: Vec<i32> = thread::scope(|scope| {
        let runs: Vec<_> = (0..4).map(|_| scope.spawn(|| keygen(&folder, &[]).run().status)).collect();
        runs.into_iter().map(|run| run.join().expect("it ends")).collect()
    });
    assert_eq!(outcomes.iter().filter(|status| **status == 0).count(), 1, "{outcomes:?}");
    assert_eq!(names(&folder), ["private.pem"]);
    openssl(&folder, &["pkey", "-in", "private.pem", "-check", "-noout"]);
}

#[test]
fn an_interruption_leaves_whole_files_or_none() {
    let began = Instant::now();
    keygen(&Folder::new(), &["--public-out=public.pem"]).run().done();
    let usual = began.elapsed();
    for round in 0..40 {
        let folder = Folder::new();
        let mut child = Command::new(env!("CARGO_BIN_EXE_paysig"))
            .args(["keygen", "--out=private.pem", "--public-out=public.pem"])
            .current_dir(folder.path(""))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("paysig runs");
        thread::sleep(usual * round / 40 + Duration::from_millis(1));
        let kill = format!("kill -TERM {} 2>/dev/null", child.id());
        let _ = Command::new("sh").args(["-c", &kill]).status();
        child.wait().expect("it ends");
        match names(&folder).as_slice() {
            [] => {}
            [private, public] if private == "private.pem" && public == "public.pem" => {
                paysig(["key", "inspect", "private.pem", "--matches=public.pem"])
                    .within(&folder)
                    .run()
                    .done();
            }
            other => panic!("round {round} left {other:?}"),
        }
    }
}
