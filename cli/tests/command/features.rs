//! Every case of `tests/vectors/` that is about no message, through the command: keys, gateways' error answers, payment forms.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE;
use paysig::gateways::{Form, FormKind};
use paysig_tests::vectors::{Bytes, Feature, FeatureOperation, read_features, read_index};
use serde_json::{Value, json};

use crate::support::{Folder, Outcome, paysig};

#[test]
fn every_vector_about_no_message_holds_from_a_shell() {
    let more = read_index().more;
    let cases: Vec<Feature> = more.files.iter().flat_map(|file| read_features(&file.file)).collect();
    let failures: Vec<String> =
        cases.iter().filter_map(|case| run(case).err().map(|why| format!("{}: {why}", case.id))).collect();
    assert!(failures.is_empty(), "{} cases failed:\n{}", failures.len(), failures.join("\n"));
    assert_eq!(cases.len(), more.total);
    println!("vectors: {} cases about no message through the command", cases.len());
}

fn run(case: &Feature) -> Result<(), String> {
    let folder = Folder::new();
    let outcome = match &case.operation {
        FeatureOperation::Key { key, passphrase } => {
            let key = folder.file("key", key.read());
            let passphrase =
                passphrase.as_ref().map(|text| format!("--passphrase=@{}", text_file(&folder, "word", text)));
            paysig(["key", "inspect", &key, "--format=json"]).args(passphrase).run()
        }
        FeatureOperation::GatewayError { gateway, status, body } => {
            let body = folder.file("body", body.read());
            let status = status.map(|status| format!("--status={status}"));
            paysig(["error", "--format=json", "--gateway", gateway, &body]).args(status).run()
        }
        FeatureOperation::Form { form, credentials, payload, .. } => {
            let payload = folder.file("payload", payload.read());
            let credentials = credentials
                .iter()
                .map(|(name, value)| format!("--credential={name}=@{}", text_file(&folder, name, value)));
            paysig(["form", form, &payload, "--format=json"]).args(credentials).run()
        }
    };
    let expected = match &case.operation {
        FeatureOperation::Form { form, credentials, payload, .. } if case.expect.get("error").is_none() => {
            same_intent(&outcome, form, credentials, &payload.read())?
        }
        _ => case.expect.clone(),
    };
    let got = told(&outcome)?;
    if got == expected { Ok(()) } else { Err(format!("expected {expected}, got {got}")) }
}

/// What was printed, in the form of a case: errors by their code, advice left out.
fn told(outcome: &Outcome) -> Result<Value, String> {
    let mut printed = outcome.json();
    if outcome.status != 0 {
        return Ok(json!({ "error": printed["error"]["code"] }));
    }
    if let Some(answer) = printed.as_object_mut()
        && answer.contains_key("retry")
        && answer.remove("advice").is_none_or(|advice| advice.as_str().is_none_or(str::is_empty))
    {
        return Err("there is no advice".to_owned());
    }
    Ok(printed)
}

/// The command takes no initialisation vector, so what it must print is what the core makes with the one that it took itself.
/// The cases' own are compared where the core is.
fn same_intent(
    outcome: &Outcome,
    kind: &str,
    credentials: &BTreeMap<String, Bytes>,
    payload: &[u8],
) -> Result<Value, String> {
    let printed = outcome.json();
    let fields = printed.as_object().ok_or("no fields")?;
    let intent =
        fields.iter().find(|(name, _)| name.ends_with("Intent")).and_then(|(_, intent)| intent.as_str());
    let bytes = URL_SAFE.decode(intent.ok_or("no intent")?).map_err(|error| error.to_string())?;
    let vector = bytes.first_chunk().ok_or("an intent without a vector")?;
    let given = credentials.iter().map(|(name, value)| (name.clone(), value.read()));
    let form = Form::new(given.collect::<paysig::Credentials>()).map_err(|error| error.to_string())?;
    let kind = FormKind::from_name(kind).ok_or("no such form")?;
    let fields = form.make_with_iv(kind, payload, *vector).map_err(|error| error.to_string())?;
    serde_json::from_str(&paysig::json::form(&fields)).map_err(|error| error.to_string())
}

/// A file of a text, with the line end that the command takes off.
fn text_file(folder: &Folder, name: &str, text: &Bytes) -> String {
    let mut bytes = text.read();
    crate::vectors::add_line_end(&mut bytes);
    folder.file(name, bytes)
}
