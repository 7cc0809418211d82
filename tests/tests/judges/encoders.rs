//! Other languages' JSON encoders: what paysig says that they write is what they write, byte for byte.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use paysig::explain::written_by_encoders;
use paysig_tests::top;
use proptest::prelude::{Rng, RngExt};
use proptest::test_runner::{RngAlgorithm, TestRng};

use crate::support::run;

const LANGUAGES: [&str; 6] = ["python", "node", "php", "go", "java", "dotnet"];
const RANDOM: usize = 1500;
const SEED: [u8; 32] = *b"what encoders write, 2026-11-22.";

#[test]
fn every_encoder_writes_what_paysig_says_it_does() {
    let encoders = top().join("tests/encoders");
    run(encoders.join("setup"), [""; 0]);
    let mut documents = committed();
    let committed = documents.len();
    assert!(committed >= 8, "only {committed} documents are committed");
    let mut random = Random(TestRng::from_seed(RngAlgorithm::ChaCha, &SEED));
    documents.extend((0..RANDOM).map(|_| random.document()));

    let ours: Vec<BTreeMap<&str, Vec<u8>>> = documents
        .iter()
        .map(|body| {
            let written = written_by_encoders(body.as_bytes());
            written.unwrap_or_else(|| panic!("not read: {body}")).into_iter().collect()
        })
        .collect();
    let mut input = String::new();
    for body in &documents {
        input += &STANDARD.encode(body);
        input.push('\n');
    }
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("encoders.txt");
    fs::write(&file, input).unwrap();

    let mut judged = BTreeSet::new();
    let mut all = 0;
    for language in LANGUAGES {
        let stream = run(encoders.join("run"), [language.as_ref(), file.as_os_str()]);
        let stream = String::from_utf8(stream).unwrap();
        let mut forms: BTreeMap<&str, usize> = BTreeMap::new();
        let (mut refused, mut differ) = (0, Vec::new());
        for line in stream.lines() {
            let [number, form, written] = line.split('\t').collect::<Vec<_>>()[..] else {
                panic!("{language} wrote {line}")
            };
            *forms.entry(form).or_default() += 1;
            if written == "-" {
                refused += 1;
                continue;
            }
            let number: usize = number.parse().unwrap();
            let theirs = STANDARD.decode(written).unwrap();
            let ours = ours[number].get(form).unwrap_or_else(|| panic!("paysig knows no form {form}"));
            if *ours != theirs {
                differ.push((form, number, theirs));
            }
        }
        if let Some((form, number, theirs)) = differ.first() {
            panic!(
                "{} of {language}'s differ, the first {form} of\n{}\nwhich writes\n{}\nand paysig\n{}",
                differ.len(),
                documents[*number],
                String::from_utf8_lossy(theirs),
                String::from_utf8_lossy(&ours[*number][form]),
            );
        }
        let compared = forms.values().sum::<usize>() - refused;
        assert!(!forms.is_empty() && forms.values().all(|count| *count >= documents.len()), "{forms:?}");
        assert!(refused * 10 < compared, "{language} refuses {refused} of {}", compared + refused);
        println!(
            "judge {language}: {} forms of {} documents, {compared} agree, {refused} refused",
            forms.len(),
            documents.len()
        );
        judged.extend(forms.into_keys().map(str::to_owned));
        all += compared;
    }
    let known: BTreeSet<String> = ours[0].keys().map(|form| (*form).to_owned()).collect();
    assert_eq!(judged, known, "a form that no encoder was asked about");
    println!("judges: {all} texts of JSON encoders agree, in {} forms", known.len());
}

/// Those that are committed, each for a difference between encoders.
fn committed() -> Vec<String> {
    let folder = top().join("tests/encoders/documents");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

/// Documents of all that encoders treat differently.
struct Random(TestRng);

impl Random {
    fn document(&mut self) -> String {
        let mut out = String::new();
        self.space(&mut out);
        self.value(4, &mut out);
        self.space(&mut out);
        out
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0.random_range(0..limit)
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    fn space(&mut self, out: &mut String) {
        if self.below(8) == 0 {
            *out += self.pick(&[" ", "\n", "\t", "\r\n  "]);
        }
    }

    fn value(&mut self, depth: usize, out: &mut String) {
        match self.below(if depth == 0 { 6 } else { 10 }) {
            0 => *out += self.pick(&["null", "true", "false"]),
            1 | 2 => self.number(out),
            3..=5 => self.text(out),
            6 | 7 => self.sequence(['[', ']'], out, |this, out| this.value(depth - 1, out)),
            _ => self.sequence(['{', '}'], out, |this, out| {
                this.name(out);
                this.space(out);
                out.push(':');
                this.space(out);
                this.value(depth - 1, out);
            }),
        }
    }

    fn sequence(&mut self, brackets: [char; 2], out: &mut String, item: impl Fn(&mut Self, &mut String)) {
        out.push(brackets[0]);
        for index in 0..self.below(6) {
            if index > 0 {
                out.push(',');
            }
            self.space(out);
            item(self, out);
            self.space(out);
        }
        out.push(brackets[1]);
    }

    fn name(&mut self, out: &mut String) {
        match self.below(8) {
            // Some of them twice.
            0 => *out += self.pick(&["\"amount\"", "\"currency\"", "\"\"", "\"__proto__\"", "\"toJSON\""]),
            1 => *out += &format!("\"{}\"", self.below(4)),
            2 => {
                *out += self.pick(&[
                    "\"10\"",
                    "\"9\"",
                    "\"01\"",
                    "\"-1\"",
                    "\"4294967294\"",
                    "\"4294967295\"",
                    "\"1.0\"",
                ])
            }
            _ => self.text(out),
        }
    }

    fn number(&mut self, out: &mut String) {
        let text = match self.below(8) {
            0 => self
                .pick(&["0", "-0", "-0.0", "0.0", "1.0", "1e2", "1E+2", "100.50", "-1e-7", "0e5"])
                .to_owned(),
            1 => format!("{}.{:02}", self.below(100_000), self.below(100)),
            2 => self.below(1_000_000_000).to_string(),
            3 => (self.0.next_u64() as i64).to_string(),
            4 => format!("{}{}", self.0.next_u64(), self.0.next_u64()),
            // Any double, of which subnormal ones have more than one shortest text.
            5 => match f64::from_bits(self.0.next_u64()) {
                double if double.is_normal() => format!("{double:e}"),
                _ => "1".to_owned(),
            },
            // Never halfway between two doubles: there, .NET finds one more digit than the others.
            6 => format!("{}e{}", self.below(1000), self.below(44) as i64 - 25),
            _ => format!("{}.{}", self.below(1 << 40), self.0.next_u64()),
        };
        *out += &text;
    }

    fn text(&mut self, out: &mut String) {
        out.push('"');
        match self.below(12) {
            0 => *out += self.pick(&DATES),
            1 => {
                *out +=
                    self.pick(&["https:\\/\\/example.com/a?b=c&d=<e>", "O'Neil & Sons", "C:\\\\x", "a+b=c"])
            }
            _ => {
                for _ in 0..self.below(8) {
                    self.character(out);
                }
            }
        }
        out.push('"');
    }

    fn character(&mut self, out: &mut String) {
        let character = match self.below(10) {
            0..=2 => char::from(self.below(0x80) as u8),
            3 => char::from(self.below(0x20) as u8),
            4 => {
                let odd = [
                    '\u{7f}', '\u{85}', '\u{a0}', '\u{ad}', '\u{200b}', '\u{2028}', '\u{2029}', '\u{3000}',
                    '\u{feff}', '\u{fffd}', '\u{ffff}',
                ];
                odd[self.below(odd.len())]
            }
            _ => {
                let (first, last) = RANGES[self.below(RANGES.len())];
                char::from_u32(self.0.random_range(first..=last)).unwrap()
            }
        };
        let must_be_escaped = character < ' ' || character == '"' || character == '\\';
        if !must_be_escaped && self.below(4) > 0 {
            out.push(character);
        } else if let (Some(short), true) =
            (SHORT.iter().find(|short| short.0 == character), self.below(2) == 0)
        {
            *out += short.1;
        } else {
            for unit in character.encode_utf16(&mut [0; 2]) {
                *out += &if self.below(2) == 0 { format!("\\u{unit:04x}") } else { format!("\\u{unit:04X}") };
            }
        }
    }
}

const SHORT: [(char, &str); 8] = [
    ('"', "\\\""),
    ('\\', "\\\\"),
    ('/', "\\/"),
    ('\u{8}', "\\b"),
    ('\u{c}', "\\f"),
    ('\n', "\\n"),
    ('\r', "\\r"),
    ('\t', "\\t"),
];

/// Characters that every version of Unicode has, which is what .NET's relaxed encoder asks.
const RANGES: [(u32, u32); 9] = [
    (0x80, 0x24f),
    (0x3a3, 0x3ff),
    (0x400, 0x4ff),
    (0x2000, 0x2064),
    (0x3041, 0x3096),
    (0x4e00, 0x9fa5),
    (0xac00, 0xd7a3),
    (0xe000, 0xf8ff),
    (0x1f300, 0x1f64f),
];

const DATES: [&str; 22] = [
    "2024-01-31T23:59:59Z",
    "2024-01-31T23:59:59.120Z",
    "2024-01-31T23:59:59.000Z",
    "2024-01-31T23:59:59.1234567Z",
    "2024-01-31T23:59:59.12345678Z",
    "2024-01-31T23:59:59.Z",
    "2024-01-31T23:59:59z",
    "2024-01-31T23:59:59",
    "2024-01-31T23:59:59.5",
    "2024-01-31T23:59:59-05:00",
    "2024-03-01T01:30:00.100+02:00",
    "2023-03-01T01:30:00+0530",
    "2000-12-31T23:59:59-01",
    "2023-02-29T00:00:00Z",
    "2024-02-29T00:00:00.0Z",
    "2024-01-31 23:59:59Z",
    "2024-01-31",
    "2024-13-01T00:00:00Z",
    "2024-01-31T23:60:00Z",
    "2024-01-31T23:59:59+00:00",
    "2024-01-31T23:59:59UTC",
    "2024-01-31T23:59:59 ",
];
