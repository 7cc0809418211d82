//! `paysig keygen`.

use paysig::keys::{Encoding, PrivateKey};

use crate::arguments::Keygen;
use crate::failure::{Failure, wrong_use};
use crate::inputs::Inputs;
use crate::new_file::{self, Access, NewFile};
use crate::output;

pub(crate) fn run(arguments: &Keygen) -> Result<(), Failure> {
    let Keygen { bits, out, public_out, passphrase, force } = arguments;
    if public_out.as_ref() == Some(out) {
        return Err(wrong_use("--out and --public-out name the same file"));
    }
    // Before the work, so that nobody waits for a refusal; and once more when the files are put in place.
    for path in [Some(out), public_out.as_ref()].into_iter().flatten() {
        new_file::check_free(path, *force)?;
    }
    let passphrase = Inputs::default().passphrase(passphrase.as_ref())?;

    let private = PrivateKey::generate(*bits)?;
    let public = private.public_key();
    let private_pem = private.write(Encoding::Pem, passphrase.as_ref().map(|text| text.as_slice()))?;
    let public_pem = public.write(Encoding::Pem)?;

    let mut files = vec![NewFile { path: out, content: &private_pem, access: Access::OwnerOnly }];
    files.extend(public_out.as_ref().map(|path| NewFile {
        path,
        content: &public_pem,
        access: Access::Everyone,
    }));
    new_file::put(&files, *force)?;

    let Some(public_out) = public_out else { return output::write(public_pem) };
    let encrypted = if passphrase.is_some() { ", encrypted" } else { "" };
    output::write(format!(
        "private key  {} ({} bits{encrypted})\npublic key   {}\nfingerprint  {}\n",
        out.display(),
        private.bits(),
        public_out.display(),
        public.fingerprint()
    ))
}
