//! What can be given on the command line, and the help that explains it.

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use clap::builder::{PossibleValue, PossibleValuesParser, StringValueParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use paysig::explain::DEFAULT_BUDGET;
use paysig::gateways::{self, FormKind};

// The manual keeps these lines as they are, so they are short.
const VALUES: &str = "\
Values of --credential, --option and --passphrase:
  TEXT          the text itself, seen in the list of processes
                and in the shell's history
  env:NAME      what the environment variable NAME holds
  @FILE         what FILE holds; - is standard input. The line end
                that ends a text is not part of it; keys are read
                as they are
  literal:TEXT  the text itself, where it begins like one of these

Give secrets as env:NAME or @FILE.";

const EXIT_STATUS: &str = "\
Exit status:
  0  accepted, or done
  1  rejected: the message is not to be trusted
  2  wrong usage or configuration, or the machine failed

The reason, with its stable code, is on standard error; with
--format json it is on standard output as JSON too.";

/// Signs requests to payment gateways and verifies their webhooks and responses.
#[derive(Parser)]
#[command(name = "paysig", version, after_help = EXIT_STATUS, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Sign a message: print the headers that prove it
    ///
    /// Prints the headers that prove the message. Nothing else of the message is changed or sent; what the gateway expects besides
    /// (method, content type) is in `paysig schemes SCHEME`, and in the output of --format curl.
    #[command(after_long_help = VALUES)]
    Sign(Sign),
    /// Verify a message that came: a webhook, a response, or a request
    ///
    /// Exits with 0 when the message is authentic and, where it carries a timestamp, fresh; with 1 when it is not. Read what is
    /// covered: nothing else of the message is authentic.
    #[command(after_long_help = VALUES)]
    Verify(Verify),
    /// Explain why a message is refused: what was done differently, proven
    ///
    /// Takes the arguments of verify. For a request that a gateway refused, give the request and the headers that were sent with it.
    /// It tries what people get wrong, alone and in pairs, and claims only what it recomputed. Nothing that it prints is secret, and
    /// the message stays refused: the exit status is that of verify.
    #[command(after_long_help = VALUES)]
    Explain(Explain),
    /// Show the exact bytes that would be signed, as named parts
    ///
    /// Takes the arguments of sign. Secret parts are shown as ***; all others as they are, the body included.
    #[command(after_long_help = VALUES)]
    StringToSign(StringToSign),
    /// Describe the gateways and their schemes: credentials, headers, options, the rule in words, hosts, acknowledgement
    Schemes(Schemes),
    /// Make a new RSA key pair
    ///
    /// Writes the private key as PKCS#8 in PEM, for its owner to read only, and the public key as SPKI in PEM, to be registered with
    /// the gateway. The files are there whole or not at all.
    #[command(after_long_help = VALUES)]
    Keygen(Keygen),
    /// Look at keys
    #[command(subcommand)]
    Key(Key),
    /// Say what a gateway's error answer means, and whether to send the request again
    Error(GatewayError),
    /// Make the fields of a payment form: attributes encrypted and signed, for a page to hand over
    ///
    /// Prints the fields under the names that the gateway's script expects. Each run encrypts anew, so no two outputs are the same.
    #[command(after_long_help = VALUES)]
    Form(Form),
    /// Print the completions of a shell
    Completions(Completions),
    /// Write the manual pages into a directory
    Man(Man),
}

/// Which scheme, with what.
#[derive(Args)]
pub(crate) struct SchemeChoice {
    /// The scheme's id, such as GATEWAY/request; `paysig schemes` lists them
    #[arg(long, value_parser = Known(scheme_ids), hide_possible_values = true)]
    pub(crate) scheme: String,

    /// A credential; LABEL/NAME=VALUE for one of several sets
    ///
    /// A credential by the name that the scheme lists. To verify with several sets (two keys while rotating, several shops), give
    /// each set a label: LABEL/NAME=VALUE. The label of the set that matched is reported.
    #[arg(long = "credential", short, value_name = "[LABEL/]NAME=VALUE")]
    pub(crate) credentials: Vec<String>,

    /// An option that the scheme lists
    #[arg(long = "option", short, value_name = "NAME=VALUE")]
    pub(crate) options: Vec<String>,
}

/// What is signed.
#[derive(Args)]
pub(crate) struct MessageToSign {
    #[command(flatten)]
    pub(crate) scheme: SchemeChoice,

    /// The HTTP method
    #[arg(long, short)]
    pub(crate) method: Option<String>,

    /// The URL, exactly as it goes over the wire
    #[arg(long, short)]
    pub(crate) url: Option<String>,

    /// The file that holds the body, byte for byte; - is standard input
    ///
    /// Nothing is changed on the way: a line end at the end of the file is signed too. Without it, an empty body is signed.
    #[arg(long, short, value_name = "FILE|-")]
    pub(crate) body: Option<PathBuf>,

    /// The timestamp to sign, as text in the scheme's unit; the clock's without it
    #[arg(long, value_name = "TEXT")]
    pub(crate) timestamp: Option<String>,

    /// The idempotency key to send; auto makes a random one
    #[arg(long, value_name = "KEY|auto")]
    pub(crate) idempotency_key: Option<String>,

    /// The clock, in seconds since 1970, instead of the system's
    #[arg(long, value_name = "SECONDS", value_parser = parse_time)]
    pub(crate) now: Option<SystemTime>,
}

#[derive(Args)]
pub(crate) struct Sign {
    #[command(flatten)]
    pub(crate) message: MessageToSign,

    /// How to print the headers
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: SignFormat,
}

#[derive(Clone, Copy, Default, PartialEq, ValueEnum)]
pub(crate) enum SignFormat {
    /// One header on each line
    #[default]
    Headers,
    /// JSON, on one line
    Json,
    /// A command line that sends the message with curl, body from FILE, as it is
    Curl,
}

#[derive(Args)]
pub(crate) struct StringToSign {
    #[command(flatten)]
    pub(crate) message: MessageToSign,

    /// How to print the string to sign
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: StringFormat,
}

#[derive(Clone, Copy, Default, PartialEq, ValueEnum)]
pub(crate) enum StringFormat {
    /// A line per part: name, length, and text with control characters escaped
    #[default]
    Text,
    /// JSON, on one line
    Json,
    /// The bytes and nothing else
    Raw,
}

/// A message that came, and what it is judged by.
#[derive(Args)]
pub(crate) struct Received {
    #[command(flatten)]
    pub(crate) scheme: SchemeChoice,

    /// A header of the message
    #[arg(long = "header", short = 'H', value_name = "NAME: VALUE")]
    pub(crate) headers: Vec<String>,

    /// A file of the message's headers, as they came; - is standard input
    ///
    /// One `Name: value` on each line, with LF or CRLF. A request line or status line at the top is passed over, and a blank line
    /// ends the headers.
    #[arg(long = "headers", value_name = "FILE|-")]
    pub(crate) headers_file: Option<PathBuf>,

    /// The file that holds the body, byte for byte; - is standard input
    ///
    /// The body must be given as it came. An empty body is /dev/null.
    #[arg(long, short, value_name = "FILE|-")]
    pub(crate) body: Option<PathBuf>,

    /// The method of the message; for a response, of the request that it answers
    #[arg(long, short)]
    pub(crate) method: Option<String>,

    /// The URL of the message as it came; for a response, of the request that it answers
    #[arg(long, short)]
    pub(crate) url: Option<String>,

    /// The clock, in seconds since 1970, instead of the system's
    #[arg(long, value_name = "SECONDS", value_parser = parse_time)]
    pub(crate) now: Option<SystemTime>,

    /// By how many whole seconds the timestamp may differ from the clock, to either side
    #[arg(long, value_name = "SECONDS")]
    pub(crate) tolerance: Option<String>,
}

#[derive(Args)]
pub(crate) struct Verify {
    #[command(flatten)]
    pub(crate) received: Received,

    /// How to print the result
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Args)]
pub(crate) struct Explain {
    #[command(flatten)]
    pub(crate) received: Received,

    /// A credential that may have been used by mistake: of another environment, or of the gateway's other pair
    ///
    /// It is tried as it is, and never makes a message authentic. Sets are told apart by their labels, as those of --credential.
    #[arg(long = "other", value_name = "[LABEL/]NAME=VALUE")]
    pub(crate) others: Vec<String>,

    /// How many MiB may be hashed or written
    #[arg(long, value_name = "MIB", default_value_t = DEFAULT_BUDGET >> 20, value_parser = clap::value_parser!(u64).range(1..=1 << 20))]
    pub(crate) budget: u64,

    /// Write one redacted JSON to attach to a ticket with the gateway
    ///
    /// It holds header names and sizes, bodies and values as length and SHA-256, the string to sign's shape, fingerprints of the keys, the
    /// clock, the version, and the explanation.
    #[arg(long, value_name = "FILE")]
    pub(crate) capsule: Option<PathBuf>,

    /// Replace the capsule's file if it is there already
    #[arg(long, requires = "capsule")]
    pub(crate) force: bool,

    /// How to print the explanation
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Clone, Copy, Default, PartialEq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    #[default]
    Text,
    /// JSON, on one line
    Json,
}

#[derive(Args)]
pub(crate) struct Schemes {
    /// A scheme's id, or a gateway's; all without it
    #[arg(value_parser = Known(ids), hide_possible_values = true)]
    pub(crate) scheme: Option<String>,

    /// How to print the description
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Args)]
pub(crate) struct Keygen {
    /// The size in bits: 2048, 3072 or 4096
    #[arg(long, default_value_t = 2048)]
    pub(crate) bits: usize,

    /// The file to write the private key to
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,

    /// The file to write the public key to; without it, the public key is printed
    #[arg(long, value_name = "FILE")]
    pub(crate) public_out: Option<PathBuf>,

    /// Encrypt the private key with this passphrase: env:NAME or @FILE
    #[arg(long, value_name = "VALUE")]
    pub(crate) passphrase: Option<String>,

    /// Replace files that are there already
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Subcommand)]
pub(crate) enum Key {
    /// Say what a key is: private or public, its form, size and fingerprint
    ///
    /// Reads a private key, a public key, or the public key of a certificate, as PEM or DER. Of a certificate only the key is read:
    /// dates, names and chain are not checked. Nothing that is printed is secret.
    #[command(after_long_help = VALUES)]
    Inspect(KeyInspect),
}

#[derive(Args)]
pub(crate) struct KeyInspect {
    /// The key's file; - is standard input
    #[arg(value_name = "FILE|-")]
    pub(crate) file: PathBuf,

    /// Another key's file: exit with 1 unless both hold halves of one pair
    #[arg(long, value_name = "FILE|-")]
    pub(crate) matches: Option<PathBuf>,

    /// The passphrase of an encrypted key: env:NAME or @FILE
    #[arg(long, value_name = "VALUE")]
    pub(crate) passphrase: Option<String>,

    /// How to print the result
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Args)]
pub(crate) struct GatewayError {
    /// The gateway's id; `paysig schemes` lists them
    #[arg(long, value_parser = Known(gateway_ids), hide_possible_values = true)]
    pub(crate) gateway: String,

    /// The answer's HTTP status
    #[arg(long, value_parser = clap::value_parser!(u16).range(100..=599))]
    pub(crate) status: Option<u16>,

    /// The file that holds the answer's body; - is standard input
    #[arg(value_name = "FILE|-")]
    pub(crate) body: PathBuf,

    /// How to print the result
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Args)]
pub(crate) struct Form {
    /// What the form is for: a new one, other attributes for one that is shown, or a card that the gateway knows
    #[arg(value_parser = form_kind())]
    pub(crate) kind: FormKind,

    /// The file that holds the attributes as JSON, taken as it is; - is standard input
    #[arg(value_name = "FILE|-")]
    pub(crate) attributes: PathBuf,

    /// A credential to sign requests with; the secret's beginning is the key that encrypts
    #[arg(long = "credential", short, value_name = "NAME=VALUE")]
    pub(crate) credentials: Vec<String>,

    /// How to print the fields
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Args)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: Shell,
}

#[derive(Args)]
pub(crate) struct Man {
    /// The directory, which must exist
    #[arg(value_name = "DIR")]
    pub(crate) directory: PathBuf,
}

/// Takes any text, so that the core judges it, and offers what there is to the shells' completions.
#[derive(Clone)]
struct Known(fn() -> Vec<&'static str>);

impl TypedValueParser for Known {
    type Value = String;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.0().into_iter().map(PossibleValue::new)))
    }
}

fn scheme_ids() -> Vec<&'static str> {
    gateways::schemes().map(|scheme| scheme.id.as_ref()).collect()
}

fn gateway_ids() -> Vec<&'static str> {
    gateways::GATEWAYS.iter().map(|gateway| gateway.id.as_ref()).collect()
}

fn ids() -> Vec<&'static str> {
    [gateway_ids(), scheme_ids()].concat()
}

fn form_kind() -> impl TypedValueParser<Value = FormKind> {
    PossibleValuesParser::new(FormKind::ALL.iter().map(|kind| kind.name()))
        .try_map(|name| FormKind::from_name(&name).ok_or("no form is called that"))
}

/// Seconds since 1970 with up to nine decimals, read exactly: a float would be off by a millisecond.
fn parse_time(text: &str) -> Result<SystemTime, String> {
    let wrong = || "expected seconds since 1970, such as 1712345678 or 1712345678.25".to_owned();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (seconds, decimals) = text.split_once('.').unwrap_or((text, "0"));
    if !digits(seconds) || !digits(decimals) || decimals.len() > 9 {
        return Err(wrong());
    }
    let seconds = seconds.parse().map_err(|_| wrong())?;
    let nanoseconds = format!("{decimals:0<9}").parse().map_err(|_| wrong())?;
    SystemTime::UNIX_EPOCH.checked_add(Duration::new(seconds, nanoseconds)).ok_or_else(wrong)
}
