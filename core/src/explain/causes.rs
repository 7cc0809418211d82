//! The one table of causes: stable ids, what each means, and what to do.
//!
//! Every language shows these ids, and the pages under `docs/causes` are generated from this table. An id is never changed and never
//! used again for something else.

use std::fmt;

macro_rules! causes {
    ($($variant:ident = $id:literal, $summary:literal, $fix:literal;)+) => {
        /// Why a signature does not match. The ids are the same in every language.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Cause {
            $(#[doc = concat!("`", $id, "`: ", $summary, " ", $fix)] $variant,)+
        }

        impl Cause {
            /// Every cause, in the order of the table: headers, text form, body, string to sign, time, keys, algorithm.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable id, such as `json_reencoded`.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }

            /// What happened, in one sentence.
            #[must_use]
            pub const fn summary(self) -> &'static str {
                match self { $(Self::$variant => $summary),+ }
            }

            /// What to do about it.
            #[must_use]
            pub const fn fix(self) -> &'static str {
                match self { $(Self::$variant => $fix),+ }
            }
        }
    };
}

causes! {
    HeaderMissing = "header_missing", "A header that the scheme reads is not there.", "See whether a proxy or framework dropped it, and whether the sender signs at all.";
    HeaderRenamed = "header_renamed", "The value stands in another header than the scheme's.", "Send and read the scheme's header name; see what renames it on the way (CGI's HTTP_ prefix, underscores for hyphens).";
    HeaderDoubled = "header_doubled", "A header that the scheme reads is there more than once.", "Find what adds the second one: often a client that signs twice, or a proxy that copies headers.";
    HeaderSender = "header_sender", "The signature is made with our credentials, and the sender's id in the header is not theirs.", "Send the id that belongs to the key that signs.";

    TextForm = "text_form", "The signature is right and written in another text form.", "Write the bytes of the signature in the scheme's form.";
    TextUpperCase = "text_upper_case", "The hex digits are in upper case.", "Write the hex digits in lower case.";
    TextSeparated = "text_separated", "Something stands between the hex digits, such as hyphens or colons.", "Write the digits alone (.NET: Convert.ToHexString for BitConverter.ToString; openssl: without -c).";
    TextUrlSafe = "text_url_safe", "The base64 has the URL-safe alphabet, with - and _ for + and /.", "Use the standard base64 alphabet.";
    TextUnpadded = "text_unpadded", "The base64 lacks its padding.", "Keep the = at the end of the base64.";
    TextWrapped = "text_wrapped", "The signature is wrapped over several lines or holds white space.", "Write it on one line (`base64 -w0`, `openssl base64 -A`).";
    TextPercentEncoded = "text_percent_encoded", "The signature is percent-encoded.", "Put the signature into the header as it is; URL encoding belongs into URLs.";
    TextPlusLost = "text_plus_lost", "Every + of the base64 became a space.", "Something decoded the header as a form field: read the header's own value.";
    TextQuoted = "text_quoted", "The signature stands in quotes.", "Leave out the quotes.";
    TextPrefixed = "text_prefixed", "Something stands before or after the signature, such as an algorithm's or a file's name.", "Write the signature alone.";
    TextNotCanonical = "text_not_canonical", "The last base64 character carries bits that mean nothing, as no encoder writes it.", "See what changed the end of the header's value.";
    TextReversed = "text_reversed", "The signature's bytes are in reverse order.", "Reverse them: Windows CryptoAPI (CryptSignHash) writes the last byte first.";

    BasicScheme = "basic_scheme", "The word `Basic ` is missing before the credentials, or is another one.", "Write `Basic `, then the base64.";
    BasicEncoding = "basic_encoding", "The user and the password are not base64.", "Encode user, colon and password together as base64.";
    BasicPair = "basic_pair", "The credentials are the right ones and are not joined as user, colon, password.", "Join user and password with one colon, user first, then encode.";

    JsonReencoded = "json_reencoded", "The signature is that of the same JSON, written by another encoder.", "Sign the bytes that are sent, and verify the bytes that came: encode once, keep the bytes, and parse only a copy.";
    JsonString = "json_string", "The JSON was encoded twice, as a JSON string, on one side.", "Encode the body once.";
    BodyFinalNewline = "body_final_newline", "A line end after the body was signed and not sent, or sent and not signed.", "Write the file without a final line end (`printf %s` for `echo`; editors add one), and sign the bytes that are sent.";
    BodyLineEnds = "body_line_ends", "The line ends of the body were changed between CRLF and LF.", "Treat the body as bytes: open files in binary mode and switch off line end conversion.";
    BodyByteOrderMark = "body_byte_order_mark", "A byte order mark was signed and not sent, or sent and not signed.", "Encode as UTF-8 without a byte order mark.";
    BodyTrimmed = "body_trimmed", "White space around the body was cut off on one side.", "Leave the body as it is: no trim or strip.";
    BodyDecodedWithLoss = "body_decoded_with_loss", "The body was decoded as text, and what was not UTF-8 became replacement characters.", "Sign and verify bytes; never decode them on the way.";
    BodyLatin1 = "body_latin1", "The body was decoded as Latin-1 and encoded as UTF-8 again, or the reverse.", "Sign and verify bytes; where text must be encoded, name UTF-8.";
    BodyUtf16 = "body_utf16", "The body was signed as UTF-16.", "Encode the text as UTF-8 before signing (.NET: Encoding.UTF8, not Encoding.Unicode).";
    BodyPercentEncoded = "body_percent_encoded", "The body was percent-decoded or percent-encoded on one side.", "Sign the bytes that are sent, before any form decoding.";
    BodyHtmlEscaped = "body_html_escaped", "The body was escaped for HTML (`&amp;`, `&quot;`) or unescaped on one side.", "Escape when writing pages only; sign and verify the bytes that are sent.";
    BodyBackslashes = "body_backslashes", "Backslashes in the body were added, taken away or interpreted on one side.", "Read the raw body: WordPress and addslashes add them, echo -e and printf interpret them.";
    BodyBase64 = "body_base64", "The body is base64 of what was signed, or the reverse.", "Behind API Gateway and other proxies decode the body where isBase64Encoded says so; otherwise sign what is sent.";
    BodyCompressed = "body_compressed", "The body is compressed, and what was signed is not.", "Verify the body after its Content-Encoding is removed, or before it is added: as the signer saw it.";
    BodyHex = "body_hex", "The body was signed as its hex digits.", "Sign the bytes themselves.";
    BodyDigest = "body_digest", "A hash of the body was signed in the body's place.", "Sign the body itself: the signature hashes it already.";
    BodyPlaceholder = "body_placeholder", "A language's word for a value that is no text was signed in the body's place.", "Sign the bytes that are sent: not undefined or None, nor an object or bytes turned into text.";
    BodyCut = "body_cut", "Only the beginning of the body was signed.", "Read the body to its end, and count bytes, not characters.";
    BodyEmptyDocument = "body_empty_document", "An empty body and an empty JSON document were taken for the same.", "Sign exactly what is sent: no bytes for no body.";

    MethodCase = "method_case", "The method was signed in lower case.", "Write the method in upper case.";
    MethodOther = "method_other", "Another method was signed than the one that is sent.", "Sign the method that goes over the wire; see what overrides or redirects it.";
    UrlWhole = "url_whole", "The whole URL, or host and path, was signed where the path belongs.", "Sign the path alone, with its leading slash.";
    PathChanged = "path_changed", "Another path was signed: without a prefix, with or without a slash, or decoded.", "Sign the path as it goes over the wire; behind a proxy, the one that the sender used.";
    QueryMark = "query_mark", "The question mark was signed with the query, or left out where it belongs.", "Join path and query as the scheme says.";
    QueryEncoding = "query_encoding", "The query was signed encoded where it is decoded, or the reverse.", "Take the query in the form that the scheme says (option `query` where it has one).";
    QueryOrder = "query_order", "The query's parameters were signed in another order.", "Sign the parameters in the order in which they are sent.";
    Separator = "separator", "Something was put between the parts of the string to sign.", "Join the parts without separators.";
    PartLeftOut = "part_left_out", "A part of the string to sign was left out.", "Sign every part that the scheme lists.";
    PartAdded = "part_added", "Something was signed that the scheme does not sign.", "Sign the parts that the scheme lists, and no more.";
    StringFinalNewline = "string_final_newline", "A line end was signed after the string to sign.", "Use printf %s or echo -n for echo.";
    StringDigest = "string_digest", "A hash of the string to sign was signed in its place.", "Give the MAC the string itself: it hashes it already.";
    PartsOrder = "parts_order", "The parts were joined in another order.", "Join the parts in the scheme's order.";
    FieldCase = "field_case", "A credential was signed in another case.", "Sign it exactly as registered.";

    TimestampUnit = "timestamp_unit", "The timestamp counts milliseconds where seconds belong, or the reverse.", "Use the scheme's unit in the header and in what is signed.";
    TimestampForm = "timestamp_form", "The timestamp is not written as whole digits.", "Write the number of seconds or milliseconds since 1970 as digits, without a fraction.";
    TimestampNotSigned = "timestamp_not_signed", "The header's timestamp is not the one that was signed.", "Take the time once, and use the same text in the header and in what is signed.";
    TimestampOfRequest = "timestamp_of_request", "The answered request's timestamp was signed, not the response's own.", "Tell the gateway, or verify without the response's timestamp header.";
    ClockAhead = "clock_ahead", "The message is authentic, and its sender's clock is ahead of this one.", "Synchronise both clocks (NTP); see which one is wrong.";
    ClockBehind = "clock_behind", "The message is authentic and old: its sender's clock is behind, or it was kept or repeated.", "Compare the clocks; verify queued messages with the time at which they came; a repeated one is refused rightly.";
    TimeZone = "time_zone", "The message is authentic, and off by a time zone: local time was taken for UTC.", "Take the time since 1970 in UTC; do not build it from local time.";

    KeyWhiteSpace = "key_white_space", "The key was used with white space, a line end or an invisible mark around it.", "Trim the secret where it is read: files and pasted values often end in a line break.";
    KeyQuoted = "key_quoted", "Quotes around the secret were taken as part of it.", "Remove the quotes: not every .env reader does.";
    KeyLiteralNewline = "key_literal_newline", "A line break written as \\n was taken as two characters, or the reverse.", "Remove it from the secret, or unescape it where it belongs.";
    KeyHexDecoded = "key_hex_decoded", "The key was used hex-decoded.", "Use the secret's text as it is, as bytes.";
    KeyBase64Decoded = "key_base64_decoded", "The key was used base64-decoded.", "Use the secret's text as it is, as bytes.";
    KeyEncoded = "key_encoded", "The key was used hex- or base64-encoded.", "Give both sides the same text of the secret; one of them has it encoded.";
    KeyPercentEncoded = "key_percent_encoded", "The key was used percent-encoded or percent-decoded.", "Use the secret's text as it is: URL encoding belongs into URLs.";
    KeyUtf16 = "key_utf16", "The key was used as UTF-16.", "Encode the secret as UTF-8 (.NET: Encoding.UTF8, not Encoding.Unicode).";
    KeyHashed = "key_hashed", "A hash of the secret was used as the key.", "Use the secret itself.";
    KeyShell = "key_shell", "A shell or .env reader changed the secret: it expanded $… or cut it at #.", "Put the secret in single quotes, or read it from a file.";
    KeyMissing = "key_missing", "The key was empty, or a language's word for nothing.", "See where the secret is read: the variable is not set there.";
    KeyCase = "key_case", "The key was used in another case.", "Copy the secret exactly.";
    KeyPrefixDropped = "key_prefix_dropped", "The key was used without its prefix.", "Use the whole secret, its prefix included.";
    KeyOtherHalf = "key_other_half", "The public half was used as the key.", "Use the secret half.";
    KeyHalvesSwapped = "key_halves_swapped", "The public and the secret half are swapped.", "Use the secret half as the key, and the public half as the id.";
    KeyOtherPair = "key_other_pair", "The gateway's other pair was used: webhook keys for an API call, or the reverse.", "Sign requests with the API pair and verify webhooks with the webhook pair.";
    KeyOtherLabel = "key_other_label", "Another set of credentials was used: another key of the ring, or another environment's.", "Choose the set that belongs to this message.";

    HashOther = "hash_other", "Another hash was used.", "Use the scheme's hash.";
    HashPlain = "hash_plain", "A plain hash over key and message was used where HMAC belongs.", "Use HMAC.";
    MessageAndKeySwapped = "message_and_key_swapped", "Message and key are swapped.", "Give the secret as the key and the string to sign as the message; libraries differ in the order.";
    RsaPss = "rsa_pss", "The signature has PSS padding.", "Sign with PKCS#1 v1.5 padding.";
    RsaWithoutDigestInfo = "rsa_without_digest_info", "The hash was signed without the prefix that names it.", "Use the library's signing function for PKCS#1 v1.5 with SHA-256, not raw RSA or encryption with the private key.";
    SchemeOther = "scheme_other", "The message keeps the rule of another scheme.", "Build the verifier with that scheme, or sign by this one.";
}

impl Cause {
    /// The cause of this id.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|cause| cause.id() == id)
    }

    /// Whether it is about what became of the body.
    pub(super) const fn is_of_body(self) -> bool {
        (Self::JsonReencoded as u8) <= self as u8 && self as u8 <= Self::BodyEmptyDocument as u8
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
