//! Which public functions the crate has, and how many of their arguments come from outside.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::arguments::{TAKES_ONLY_ITS_OWN, arguments};

/// The public functions in the source that take an argument but are not in the census, or with fewer arguments than come from outside; and those in
/// the census that are no more.
///
/// # Panics
/// When the source cannot be read.
#[must_use]
pub fn differences() -> (Vec<String>, Vec<String>) {
    let mut found = BTreeMap::new();
    let root = crate::top().join("core/src");
    for path in sources(&root) {
        let text = fs::read_to_string(&path).expect("the source can be read");
        let file = syn::parse_file(&text).expect("the source is Rust");
        // A free function is known by the module that gives it out: the first below the crate.
        let below = path.strip_prefix(&root).expect("below the root");
        let module = below.iter().next().map(Path::new).and_then(Path::file_stem).expect("a name");
        let module = module.to_string_lossy();
        for item in &file.items {
            collect(item, &module, &mut found);
        }
    }
    let mut rows: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (function, argument, _) in arguments() {
        rows.entry(function).or_default().insert(argument);
    }
    for function in TAKES_ONLY_ITS_OWN {
        rows.entry(function).or_default();
    }
    let missing = found.iter().filter_map(|(function, outside)| match rows.get(function.as_str()) {
        None => Some(function.clone()),
        Some(rows) if rows.len() < *outside => {
            Some(format!("{function} (takes {outside} from outside, and has {rows:?})"))
        }
        Some(_) => None,
    });
    let gone =
        rows.keys().filter(|function| !found.contains_key(**function)).map(|function| (*function).to_owned());
    (missing.collect(), gone.collect())
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    entries
        .flat_map(|entry| {
            let path = entry.expect("the folder can be read").path();
            match path.is_dir() {
                true => sources(&path),
                false => vec![path],
            }
        })
        .collect()
}

fn collect(item: &syn::Item, module: &str, found: &mut BTreeMap<String, usize>) {
    let is_public = |visibility: &syn::Visibility| matches!(visibility, syn::Visibility::Public(_));
    let mut keep = |name: String, signature: &syn::Signature| {
        let mut types: Vec<&syn::Type> = Vec::new();
        for input in &signature.inputs {
            if let syn::FnArg::Typed(argument) = input {
                types.push(&argument.ty);
            }
        }
        if !types.is_empty() {
            found.insert(name, types.into_iter().filter(|of| is_from_outside(of)).count());
        }
    };
    match item {
        syn::Item::Fn(function) if is_public(&function.vis) => {
            keep(format!("{module}::{}", function.sig.ident), &function.sig);
        }
        syn::Item::Impl(block) if block.trait_.is_none() => {
            let syn::Type::Path(path) = &*block.self_ty else { return };
            let name = path.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
            for item in &block.items {
                if let syn::ImplItem::Fn(function) = item
                    && is_public(&function.vis)
                {
                    keep(format!("{name}::{}", function.sig.ident), &function.sig);
                }
            }
        }
        _ => {}
    }
}

/// What carries text, bytes or a number of the caller's. Not what the caller hands over to be called, nor so many bytes that none can be wrong, nor
/// what `http` has checked; and options have rows of their own.
const FROM_OUTSIDE: [&str; 16] = [
    "str",
    "String",
    "Cow",
    "u8",
    "u16",
    "u32",
    "u64",
    "usize",
    "i64",
    "Duration",
    "SystemTime",
    "Credentials",
    "Keyring",
    "Message",
    "IntoScheme",
    "HeaderSource",
];

fn is_from_outside(of: &syn::Type) -> bool {
    match of {
        syn::Type::Reference(reference) => is_from_outside(&reference.elem),
        syn::Type::Paren(inner) => is_from_outside(&inner.elem),
        syn::Type::Slice(slice) => is_from_outside(&slice.elem),
        syn::Type::Tuple(tuple) => tuple.elems.iter().any(is_from_outside),
        syn::Type::Path(path) => is_outside(&path.path),
        syn::Type::ImplTrait(bounds) => bounds.bounds.iter().any(|bound| match bound {
            syn::TypeParamBound::Trait(bound) => is_outside(&bound.path),
            _ => false,
        }),
        _ => false,
    }
}

/// A type or a trait, or what it is of, as in `impl Into<String>`.
fn is_outside(path: &syn::Path) -> bool {
    let Some(last) = path.segments.last() else { return false };
    if FROM_OUTSIDE.iter().any(|name| last.ident == name) {
        return true;
    }
    match &last.arguments {
        syn::PathArguments::AngleBracketed(arguments) => {
            arguments.args.iter().any(|argument| match argument {
                syn::GenericArgument::Type(of) => is_from_outside(of),
                _ => false,
            })
        }
        _ => false,
    }
}
