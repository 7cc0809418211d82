//! Gives the shared library its ABI's name, and keeps it in memory once it is loaded.

use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={VERSION_SOURCE}");
    let abi = abi_version()?;
    match env::var("CARGO_CFG_TARGET_OS")?.as_str() {
        "macos" => println!("cargo::rustc-cdylib-link-arg=-Wl,-install_name,@rpath/libpaysig.{abi}.dylib"),
        "windows" => {}
        _ => {
            println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,libpaysig.so.{abi}");
            // A thread that unloads the library while another is inside it would crash the process.
            println!("cargo::rustc-cdylib-link-arg=-Wl,-z,nodelete");
        }
    }
    Ok(())
}

/// The one place of the number is the constant from which the header has it.
fn abi_version() -> Result<u32, Box<dyn Error>> {
    let source = fs::read_to_string(Path::new(&env::var("CARGO_MANIFEST_DIR")?).join(VERSION_SOURCE))?;
    let (_, rest) = source.split_once("PAYSIG_ABI_VERSION: u32 = ").ok_or("no PAYSIG_ABI_VERSION")?;
    let (number, _) = rest.split_once(';').ok_or("no end of PAYSIG_ABI_VERSION")?;
    Ok(number.parse()?)
}

const VERSION_SOURCE: &str = "src/version.rs";
