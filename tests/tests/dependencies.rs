//! `docs/dependencies.md` says of each direct dependency of each manifest why it is here; none comes in without, and no line outlives what it
//! is about.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use toml::Table;

const PAGE: &str = "docs/dependencies.md";

/// A manifest, and the name of what it depends on.
type Dependency = (String, String);

#[test]
fn every_dependency_of_every_manifest_has_its_reason() {
    let files = files();
    let manifests: Vec<(&String, Vec<String>)> =
        files.iter().filter_map(|file| Some((file, direct(file, &files)?))).collect();
    let wanted: BTreeSet<Dependency> = manifests
        .iter()
        .flat_map(|(file, names)| names.iter().map(|name| ((*file).clone(), name.clone())))
        .collect();
    for kind in [
        "Cargo.toml",
        "pyproject.toml",
        "requirements.in",
        "assure.txt",
        "package.json",
        "composer.json",
        "pom.xml",
        "go.mod",
    ] {
        assert!(wanted.iter().any(|(file, _)| file.ends_with(kind)), "no {kind} was read");
    }

    let mut said = BTreeSet::new();
    for line in lines() {
        let Line { file, name, why, licence } = line;
        assert!(!why.is_empty() && !licence.is_empty(), "{PAGE}: {file}: {name}: no reason, or no licence");
        if manifests.iter().any(|(manifest, _)| **manifest == file) {
            assert!(said.insert((file.clone(), name.clone())), "{PAGE}: {file}: {name} stands there twice");
        } else {
            assert!(read(&file).contains(&name), "{PAGE}: {name} is about nothing: {file} does not name it");
        }
    }
    let missing: Vec<_> = wanted.difference(&said).collect();
    assert!(missing.is_empty(), "say why in {PAGE}: {missing:?}");
    let left: Vec<_> = said.difference(&wanted).collect();
    assert!(left.is_empty(), "{PAGE} is about what no manifest has: {left:?}");
}

struct Line {
    file: String,
    name: String,
    why: String,
    licence: String,
}

/// The lines of the page's tables, each with the file that the heading above it names.
fn lines() -> Vec<Line> {
    let mut file = None;
    let mut lines = Vec::new();
    for line in read(PAGE).lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            file = heading.split('`').nth(1).map(str::to_owned);
        } else if let Some(row) = line.strip_prefix("| `") {
            let cells: Vec<&str> = row.trim_end_matches('|').split('|').map(str::trim).collect();
            let [name, why, licence] = cells[..] else { panic!("{PAGE}: not three columns: {line}") };
            lines.push(Line {
                file: file.clone().expect("a heading names the manifest"),
                name: name.trim_end_matches('`').to_owned(),
                why: why.to_owned(),
                licence: licence.to_owned(),
            });
        }
    }
    lines
}

/// What a manifest names itself; nothing for a file that is none.
fn direct(file: &str, files: &[String]) -> Option<Vec<String>> {
    let path = Path::new(file);
    let name = path.file_name()?.to_str()?;
    match (name, path.extension().and_then(|extension| extension.to_str())) {
        ("Cargo.toml", _) => Some(of_cargo(&table(file))),
        ("pyproject.toml", _) => Some(of_python(&table(file))),
        ("package.json", _) => Some(members(
            file,
            &["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"],
        )),
        ("composer.json", _) => {
            // PHP itself is what the package is for.
            Some(
                members(file, &["require", "require-dev", "suggest"])
                    .into_iter()
                    .filter(|name| name != "php")
                    .collect(),
            )
        }
        ("go.mod", _) => Some(of_go(file)),
        ("pom.xml", _) => Some(of_maven(file)),
        (_, Some("csproj")) => Some(of_dotnet(file)),
        (_, Some("in")) if name.starts_with("requirements") => Some(of_requirements(&read(file))),
        // With a file of names beside it, it is that one's lock file.
        (_, Some("txt")) => {
            let text = read(file);
            let of_names = path.with_extension("in").to_str()?.to_owned();
            (text.contains("--hash=sha256:") && !files.contains(&of_names)).then(|| of_requirements(&text))
        }
        _ => None,
    }
}

/// The workspace's, and what a crate names beside it; crates of this repository are no dependencies.
fn of_cargo(manifest: &Table) -> Vec<String> {
    let platforms =
        manifest.get("target").and_then(toml::Value::as_table).into_iter().flat_map(Table::values);
    let mut groups: Vec<&Table> = platforms.filter_map(toml::Value::as_table).collect();
    groups.push(manifest);
    groups.extend(manifest.get("workspace").and_then(toml::Value::as_table));
    groups
        .into_iter()
        .flat_map(|group| {
            ["dependencies", "dev-dependencies", "build-dependencies"].map(|kind| group.get(kind))
        })
        .filter_map(|dependencies| dependencies?.as_table())
        .flatten()
        .filter(|(_, how)| how.get("path").is_none() && how.get("workspace").is_none())
        .map(|(name, _)| name.clone())
        .collect()
}

fn of_python(manifest: &Table) -> Vec<String> {
    let project = &manifest["project"];
    let optional = project.get("optional-dependencies").and_then(toml::Value::as_table);
    [manifest["build-system"].get("requires"), project.get("dependencies")]
        .into_iter()
        .flatten()
        .chain(optional.into_iter().flat_map(Table::values))
        .flat_map(|group| group.as_array().expect("a list of requirements"))
        .map(|requirement| requirement_name(requirement.as_str().expect("a requirement")))
        .collect()
}

/// Lines that begin with a name; others are comments, hashes or options.
fn of_requirements(text: &str) -> Vec<String> {
    text.lines()
        .filter(|line| line.starts_with(|first: char| first.is_ascii_alphanumeric()))
        .map(requirement_name)
        .collect()
}

fn requirement_name(requirement: &str) -> String {
    let end = |character: char| !(character.is_ascii_alphanumeric() || "-_.".contains(character));
    requirement.split(end).next().unwrap_or_default().to_owned()
}

fn members(file: &str, groups: &[&str]) -> Vec<String> {
    let manifest: Value = serde_json::from_str(&read(file)).expect("a manifest is JSON");
    let mut names: Vec<String> = groups
        .iter()
        .filter_map(|group| manifest.get(group)?.as_object())
        .flat_map(|group| group.keys().cloned())
        .collect();
    names.sort();
    names.dedup();
    names
}

fn of_go(file: &str) -> Vec<String> {
    let shown = output(Command::new("go").args(["mod", "edit", "-json", file]));
    let manifest: Value = serde_json::from_str(&shown).expect("go says it in JSON");
    let required = manifest["Require"].as_array().map(Vec::as_slice).unwrap_or_default();
    required
        .iter()
        .filter(|each| each["Indirect"] != true)
        .map(|each| each["Path"].as_str().expect("a module has a path").to_owned())
        .filter(|path| !path.starts_with("github.com/paysig/"))
        .collect()
}

/// Libraries, plugins, and what plugins are told to use.
fn of_maven(file: &str) -> Vec<String> {
    let text = read(file);
    let document = roxmltree::Document::parse(&text).expect("a manifest is XML");
    let mut names = BTreeSet::new();
    for each in document
        .descendants()
        .filter(|each| ["dependency", "plugin", "path"].contains(&each.tag_name().name()))
    {
        let said = |tag: &str| {
            let child = each.children().find(|child| child.tag_name().name() == tag)?;
            Some(child.text()?.trim().to_owned())
        };
        let Some(artefact) = said("artifactId") else { continue };
        let group = said("groupId").unwrap_or_else(|| "org.apache.maven.plugins".to_owned());
        if group != "dev.paysig" {
            names.insert(format!("{group}:{artefact}"));
        }
    }
    names.into_iter().collect()
}

fn of_dotnet(file: &str) -> Vec<String> {
    let text = read(file);
    let document = roxmltree::Document::parse(&text).expect("a manifest is XML");
    let references = document.descendants().filter(|each| each.has_tag_name("PackageReference"));
    references
        .map(|each| each.attribute("Include").expect("a reference names a package").to_owned())
        .collect()
}

#[test]
fn what_a_manifest_names_is_found() {
    let cargo = "[dependencies]\na = \"1\"\nown = { path = \"../own\" }\nshared.workspace = true\n[workspace.dependencies]\nb = { version = \"1\" }\n\
                 [target.'cfg(unix)'.dependencies]\nc = \"1\"\n[build-dependencies]\nd = \"1\"";
    let mut found = of_cargo(&cargo.parse().expect("TOML"));
    found.sort();
    assert_eq!(found, ["a", "b", "c", "d"]);
    let python = "[build-system]\nrequires = [\"a>=1\"]\n[project]\ndependencies = [\"b-c[d]~=2\"]\noptional-dependencies.e = [\"f; x\"]";
    assert_eq!(of_python(&python.parse().expect("TOML")), ["a", "b-c", "f"]);
    assert_eq!(of_requirements("# why\na.b==1 \\\n    --hash=sha256:0\n-r c\nd[e]\n"), ["a.b", "d"]);
}

fn table(file: &str) -> Table {
    read(file).parse().unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn read(file: &str) -> String {
    fs::read_to_string(paysig_tests::top().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// What git has, and what would be added.
fn files() -> Vec<String> {
    let listed = output(Command::new("git").args(["ls-files", "--cached", "--others", "--exclude-standard"]));
    let files = listed.lines().map(str::to_owned);
    files.filter(|file| paysig_tests::top().join(file).is_file()).collect()
}

fn output(command: &mut Command) -> String {
    let output = command
        .current_dir(paysig_tests::top())
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}
