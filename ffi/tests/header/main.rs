//! What is generated from this crate and committed: the header, PHP's declarations, the status numbers, and what they promise.
//!
//! `PAYSIG_BLESS=1 cargo test -p paysig-ffi --test header` writes them anew; without it they are compared.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod abi;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use cbindgen::{Builder, Config};
use paysig::ErrorCode;

/// In the header's order. A function in a file that is not here is not in the header, and then the library's symbols differ
/// from it, which another test finds.
const SOURCES: [&str; 10] =
    ["version", "status", "message", "fields", "signer", "verifier", "verified", "key", "gateway", "text"];

/// In this order: the header is made from the status numbers too, and the promises from the header.
#[test]
fn what_is_committed_is_what_the_sources_make() {
    compare("src/status.rs", &status_source());
    compare("../include/paysig.h", &c_header());
    compare("../include/paysig_ffi_php.h", &php_declarations());
    abi::compare(&folder());
}

fn compare(path: &str, generated: &str) {
    let path = folder().join(path);
    if env::var_os("PAYSIG_BLESS").is_some() {
        fs::write(&path, generated).expect("the file can be written");
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == generated,
        "{} is not what its sources make; see the first lines of this test",
        path.display()
    );
}

fn c_header() -> String {
    let mut config = Config::from_file(folder().join("cbindgen.toml")).expect("the configuration is valid");
    let version = env!("CARGO_PKG_VERSION");
    let mut numbers = version.split(['.', '-']);
    let mut macros = String::from(
        "\n/* The version of this header; paysig_version() is that of the library that is loaded. */\n",
    );
    writeln!(macros, "#define PAYSIG_VERSION \"{version}\"").unwrap();
    for part in ["MAJOR", "MINOR", "PATCH"] {
        writeln!(macros, "#define PAYSIG_VERSION_{part} {}", numbers.next().unwrap()).unwrap();
    }
    config.after_includes = Some(macros);
    generate(config)
}

/// PHP's FFI reads declarations only, without a preprocessor, and passes its strings as `char *` only.
fn php_declarations() -> String {
    let mut config = Config::from_file(folder().join("cbindgen.toml")).expect("the configuration is valid");
    config.header = None;
    config.include_guard = None;
    config.cpp_compat = false;
    config.documentation = false;
    config.sys_includes.clear();
    let header = generate(config);
    let mut constants = String::new();
    let mut declarations = String::new();
    for line in header.lines() {
        match line.strip_prefix("#define ").and_then(|define| define.split_once(' ')) {
            // An enumerator is an int: what is no int has a name of its own in PHP (PHP_INT_MIN).
            Some((_, "INT64_MIN")) => {}
            Some((name, value)) => writeln!(constants, "    {name} = {value},").unwrap(),
            None => writeln!(declarations, "{}", line.replace("const void *", "const char *")).unwrap(),
        }
    }
    let text = format!(
        "/* paysig for PHP's FFI. Generated from the crate paysig-ffi; changes belong there. paysig.h says what everything means. */\n\
         enum {{\n{constants}}};\n{declarations}"
    );
    let mut lines: Vec<&str> = text.lines().collect();
    lines.dedup_by(|next, previous| next.is_empty() && previous.is_empty());
    lines.join("\n").trim_end().to_owned() + "\n"
}

fn generate(config: Config) -> String {
    let builder = SOURCES.iter().fold(Builder::new().with_config(config), |builder, source| {
        builder.with_src(folder().join(format!("src/{source}.rs")))
    });
    let mut header = Vec::new();
    builder.generate().expect("the sources can be read").write(&mut header);
    String::from_utf8(header).expect("it is text")
}

fn status_source() -> String {
    let mut variants = String::new();
    let mut arms = String::new();
    for code in ErrorCode::ALL {
        let (name, number) = (code.name(), code.number());
        let constant = format!("PAYSIG_{}", name.to_uppercase());
        writeln!(variants, "    /// {} {}", code.summary(), code.advice()).unwrap();
        writeln!(variants, "    {constant} = {number},").unwrap();
        let message = format!("{} {}", code.summary(), code.advice());
        writeln!(arms, "        {number} => (c{name:?}, c{message:?}),").unwrap();
    }
    format!(
        "//! The status numbers. Generated from the table of errors by `tests/header/main.rs`; changes belong there.\n\
         #![allow(non_camel_case_types)]\n\n\
         use std::ffi::CStr;\n\n\
         /// What a call returns, as `int32_t`: 0, or a number whose first digit says the kind. Numbers are never changed and never used\n\
         /// again for something else; a newer library may return new ones.\n\
         ///\n\
         /// 1xx: the credentials or options are wrong. 2xx: what was passed to the call is wrong. 3xx: the message is not to be trusted.\n\
         /// 9xx: paysig or the machine failed.\n\
         #[repr(C)]\n\
         pub enum paysig_status {{\n    /// The call succeeded.\n    PAYSIG_OK = 0,\n{variants}}}\n\n\
         /// The name of a status, and what it means.\n\
         #[rustfmt::skip]\n\
         pub(crate) const fn words(status: i32) -> Option<(&'static CStr, &'static CStr)> {{\n    \
         Some(match status {{\n        \
         0 => (c\"ok\", c\"The call succeeded.\"),\n{arms}        _ => return None,\n    }})\n}}\n"
    )
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}
