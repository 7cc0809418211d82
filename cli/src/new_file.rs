//! Files that are there whole or not at all, and never in another file's place unless that was asked for.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use crate::failure::{Failure, wrong_use};
use crate::interruption::Interruption;

/// A file to be made.
pub(crate) struct NewFile<'a> {
    pub(crate) path: &'a Path,
    pub(crate) content: &'a [u8],
    pub(crate) access: Access,
}

/// Who may read it; on systems without modes, whoever the folder lets.
#[cfg_attr(not(unix), allow(dead_code, reason = "there is no mode to set"))]
#[derive(Clone, Copy)]
pub(crate) enum Access {
    OwnerOnly,
    /// As far as the process lets others read its files.
    Everyone,
}

/// Whether a file can be made here: nothing is in its place, or a plain file that may be replaced.
pub(crate) fn check_free(path: &Path, replace: bool) -> Result<(), Failure> {
    match fs::symlink_metadata(path) {
        Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(why) => Err(unwritten(path, why)),
        Ok(there) if !there.is_file() => Err(wrong_use(format!(
            "{} is no plain file; name one, or a path where nothing is",
            path.display()
        ))),
        Ok(_) if replace => Ok(()),
        Ok(_) => Err(taken(path)),
    }
}

/// Puts all files in place. Each is first written whole under another name beside its place and taken to the disk; when one cannot be,
/// none is put in place.
pub(crate) fn put(files: &[NewFile<'_>], replace: bool) -> Result<(), Failure> {
    let interruption = Interruption::hold();
    let outcome = put_all(files, replace);
    interruption.release();
    outcome
}

fn put_all(files: &[NewFile<'_>], replace: bool) -> Result<(), Failure> {
    let mut written = Vec::with_capacity(files.len());
    for file in files {
        check_free(file.path, replace)?;
        written.push(write_beside(file).map_err(|why| unwritten(file.path, why))?);
    }
    let mut placed: Vec<&Path> = Vec::with_capacity(files.len());
    for (temporary, file) in written.into_iter().zip(files) {
        if let Err(failure) = place(temporary, file.path, replace) {
            // Half of a pair would only mislead. What took another file's place stays: neither would be left.
            if !replace {
                for path in placed {
                    let _ = fs::remove_file(path);
                }
            }
            return Err(failure);
        }
        placed.push(file.path);
    }
    Ok(())
}

fn write_beside(file: &NewFile<'_>) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".paysig-");
    #[cfg(unix)]
    builder.permissions(file.access.permissions());
    let mut temporary = builder.tempfile_in(folder_of(file.path))?;
    temporary.write_all(file.content)?;
    temporary.as_file().sync_all()?;
    Ok(temporary)
}

fn place(temporary: NamedTempFile, path: &Path, replace: bool) -> Result<(), Failure> {
    let placed = match replace {
        true => temporary.persist(path),
        // The check and the renaming are one step, so two at once cannot both win.
        false => temporary.persist_noclobber(path),
    };
    match placed {
        Ok(_) => sync_folder(path).map_err(|why| unwritten(path, why)),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Err(taken(path)),
        Err(error) => Err(unwritten(path, error.error)),
    }
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Takes the new name to the disk, where folders can be opened.
fn sync_folder(path: &Path) -> io::Result<()> {
    match cfg!(unix) {
        true => File::open(folder_of(path))?.sync_all(),
        false => Ok(()),
    }
}

#[cfg(unix)]
impl Access {
    fn permissions(self) -> fs::Permissions {
        use std::os::unix::fs::PermissionsExt;
        fs::Permissions::from_mode(match self {
            Self::OwnerOnly => 0o600,
            Self::Everyone => 0o644,
        })
    }
}

fn taken(path: &Path) -> Failure {
    wrong_use(format!("{} is there already; give another name, or --force to replace it", path.display()))
}

fn unwritten(path: &Path, why: io::Error) -> Failure {
    Failure::Write { what: path.display().to_string(), why }
}
