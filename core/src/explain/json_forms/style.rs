//! What tells one encoder's JSON from another's.

/// Everything that decides what an encoder, and the parser before it, make of a document.
#[derive(Clone, Copy)]
pub(crate) struct Style {
    pub(super) members: Members,
    pub(super) numbers: Numbers,
    pub(super) escapes: Escapes,
    pub(super) layout: Layout,
    /// What Newtonsoft takes for a date is parsed, and written anew, on a machine whose time zone is UTC.
    pub(super) dates: bool,
    /// After the document.
    pub(super) end: &'static str,
}

/// What becomes of objects.
#[derive(Clone, Copy)]
pub(super) struct Members {
    pub(super) order: Order,
    pub(super) duplicates: Duplicates,
    /// Members that are null are left out.
    pub(super) drop_nulls: bool,
    /// An object whose names are 0, 1, 2, … in order becomes an array, and so does an empty one: PHP knows no difference.
    pub(super) lists: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    AsWritten,
    /// JavaScript: names that are array indexes come first, ascending.
    IndexesFirst,
    /// By code point, which is by byte of UTF-8.
    Sorted,
    /// By UTF-16 unit, as JavaScript, Java and C# compare text.
    SortedUtf16,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Duplicates {
    /// The last value, at the first one's place.
    Last,
    Kept,
}

/// How numbers are read and written.
#[derive(Clone, Copy)]
pub(super) enum Numbers {
    AsWritten,
    /// Every number is a double, in ECMAScript's form.
    JavaScript,
    /// Every number is a double, in Go's form.
    Go,
    /// Every number is a double, in Java's form.
    Java,
    /// Integers keep their digits; the others are doubles in this form.
    Integers(Doubles),
}

/// The shortest digits that read back as the same double, in one language's form.
#[derive(Clone, Copy)]
pub(super) enum Doubles {
    Python,
    Go,
    /// Of Java 19 and later: earlier ones write a digit too many for some doubles, such as 2.0E23.
    Java,
    /// Of .NET Core 3.0 and later: .NET Framework writes 17 digits where 15 are too few, and an exponent from 1E+15 on.
    DotNet,
    /// Integers beyond 64 bits are doubles, too; `zero_fraction` is JSON_PRESERVE_ZERO_FRACTION.
    Php {
        zero_fraction: bool,
    },
}

/// What is escaped beside `"`, `\` and the control characters, all of which every encoder escapes.
#[derive(Clone, Copy)]
pub(super) struct Escapes {
    /// ASCII as `\u….`.
    pub(super) ascii: &'static str,
    /// Non-ASCII as `\u….`.
    pub(super) wide: Wide,
    /// `\/`.
    pub(super) slash: bool,
    /// The hex digits of `\u….`.
    pub(super) upper: bool,
}

#[derive(Clone, Copy)]
pub(super) enum Wide {
    None,
    All,
    /// U+2028 and U+2029, which were line ends in JavaScript.
    LineSeparators,
    /// These and U+0085.
    LineEnds,
    /// What is beyond 16 bits, private or white space. Characters that the encoder's Unicode does not know, too, but not here.
    Relaxed,
}

#[derive(Clone, Copy)]
pub(super) struct Layout {
    /// Where objects are spread over lines.
    pub(super) lines: Option<Lines>,
    /// Arrays are, too.
    pub(super) spread_arrays: bool,
    /// Between items on one line.
    pub(super) comma: &'static str,
    pub(super) colon: &'static str,
    /// Within the brackets of what stands on one line, or is empty.
    pub(super) padding: &'static str,
}

#[derive(Clone, Copy)]
pub(super) struct Lines {
    pub(super) indent: &'static str,
    pub(super) end: &'static str,
}
