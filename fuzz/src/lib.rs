//! What the targets share: a signer and a verifier of every scheme, and messages that were signed and then changed.

use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use arbitrary::Arbitrary;
use paysig::gateways::schemes;
use paysig::scheme::{Role, Scheme};
use paysig::{Message, Options, Signer, Verifier};

/// Long and unlike anything else, so that it is found wherever it should not be.
pub const SECRET: &str = "ZqY3vN8tKw5RbH2mXj7LcP9dSfG4aUeT";
pub const PRIVATE_KEY: &[u8] = include_bytes!("../../tests/vectors/keys/rsa2048.pkcs8.pem");
pub const PUBLIC_KEY: &[u8] = include_bytes!("../../tests/vectors/keys/rsa2048.spki.pem");
const NOW_MS: u64 = 1_712_345_678_901;

/// Both ends of a scheme.
pub struct Pair {
    pub scheme: &'static Scheme,
    pub signer: Signer,
    pub verifier: Verifier,
}

/// Of every scheme.
pub fn pairs() -> &'static [Pair] {
    static PAIRS: OnceLock<Vec<Pair>> = OnceLock::new();
    PAIRS.get_or_init(|| schemes().map(pair).collect())
}

fn pair(scheme: &'static Scheme) -> Pair {
    let fields = |wanted: &[Role]| -> Vec<(String, Vec<u8>)> {
        let of = |field: &&paysig::scheme::Field| wanted.contains(&field.role);
        let value = |role| match role {
            Role::Public => b"merchant-7".to_vec(),
            Role::SigningKey => PRIVATE_KEY.to_vec(),
            Role::VerifyingKey => PUBLIC_KEY.to_vec(),
            _ => SECRET.into(),
        };
        scheme.fields.iter().filter(of).map(|field| (field.name.to_string(), value(field.role))).collect()
    };
    let known = [Role::Public, Role::Secret];
    let [signing, verifying] = [Role::SigningKey, Role::VerifyingKey];
    let of = |own| fields(&[known[0], known[1], own]).into_iter().collect::<paysig::Credentials>();
    Pair {
        scheme,
        signer: Signer::new(&*scheme.id, of(signing), &Options::new()).expect("usual credentials"),
        verifier: Verifier::new(&*scheme.id, of(verifying), &Options::new()).expect("usual credentials"),
    }
}

/// The clock of all messages, and so many milliseconds later.
pub fn clock(later_ms: i32) -> SystemTime {
    let now = SystemTime::UNIX_EPOCH + Duration::from_millis(NOW_MS);
    let skew = Duration::from_millis(u64::from(later_ms.unsigned_abs()));
    if later_ms < 0 { now - skew } else { now + skew }
}

/// A message that was signed, and what became of it on its way.
#[derive(Arbitrary, Debug)]
pub struct Travelled<'a> {
    scheme: u8,
    query: &'a str,
    pub body: &'a [u8],
    changes: Vec<Change<'a>>,
    /// Instead of the body.
    received: Option<&'a [u8]>,
    pub later_ms: i32,
}

/// One change to the headers.
#[derive(Arbitrary, Debug)]
enum Change<'a> {
    Drop(u8),
    Repeat(u8),
    Value(u8, &'a [u8]),
    Flip(u8, u16, u8),
    Insert(u8, u16, &'a [u8]),
    Cut(u8, u16),
    UpperCase(u8),
    Add(&'a [u8], &'a [u8]),
    Swap(u8, u8),
}

pub type Lines = Vec<(Vec<u8>, Vec<u8>)>;

impl Travelled<'_> {
    pub fn pair(&self) -> &'static Pair {
        &pairs()[usize::from(self.scheme) % pairs().len()]
    }

    /// Whether it arrives as it was sent.
    pub fn is_untouched(&self) -> bool {
        self.changes.is_empty() && self.received.is_none()
    }

    pub fn url(&self) -> String {
        format!("https://gateway.example/v1/pay?{}", self.query)
    }

    pub fn received(&self) -> &[u8] {
        self.received.unwrap_or(self.body)
    }

    /// The headers as they arrive; `None` when the message cannot be signed.
    pub fn headers(&self, url: &str) -> Option<Lines> {
        let message = Message::request("POST", url).body(self.body).at(clock(0));
        let headers = self.pair().signer.sign(&message).ok()?;
        let mut lines: Lines = headers
            .iter()
            .map(|(name, value)| (name.as_bytes().to_vec(), value.as_bytes().to_vec()))
            .collect();
        for change in self.changes.iter().take(8) {
            change.apply(&mut lines);
        }
        Some(lines)
    }
}

impl Change<'_> {
    fn apply(&self, lines: &mut Lines) {
        let count = lines.len();
        let at = |number: u8| usize::from(number) % count;
        match *self {
            Self::Add(name, value) => lines.push((name.to_vec(), value.to_vec())),
            _ if count == 0 => {}
            Self::Drop(line) => drop(lines.remove(at(line))),
            Self::Repeat(line) => lines.push(lines[at(line)].clone()),
            Self::Value(line, value) => lines[at(line)].1 = value.to_vec(),
            Self::Flip(line, byte, bit) => {
                let value = &mut lines[at(line)].1;
                let length = value.len().max(1);
                if let Some(byte) = value.get_mut(usize::from(byte) % length) {
                    *byte ^= 1 << (bit % 8);
                }
            }
            Self::Insert(line, byte, what) => {
                let value = &mut lines[at(line)].1;
                let place = usize::from(byte) % (value.len() + 1);
                value.splice(place..place, what.iter().copied());
            }
            Self::Cut(line, length) => lines[at(line)].1.truncate(usize::from(length)),
            Self::UpperCase(line) => lines[at(line)].0.make_ascii_uppercase(),
            Self::Swap(line, other) => lines.swap(at(line), at(other)),
        }
    }
}

/// That no text made for people or machines holds the secret, or half of it.
pub fn assert_silent(text: &str) {
    let (first, second) = SECRET.split_at(SECRET.len() / 2);
    assert!(!text.contains(first) && !text.contains(second), "a secret in: {text}");
}
