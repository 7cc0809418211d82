//! The encoders.

use super::JsonForm;
use super::style::{Doubles, Duplicates, Escapes, Layout, Lines, Members, Numbers, Order, Style, Wide};

const IN_ORDER: Members =
    Members { order: Order::AsWritten, duplicates: Duplicates::Last, drop_nulls: false, lists: false };
const SORTED: Members = Members { order: Order::Sorted, ..IN_ORDER };
const SORTED_UTF16: Members = Members { order: Order::SortedUtf16, ..IN_ORDER };
const NO_NULLS: Members = Members { drop_nulls: true, ..IN_ORDER };

const COMPACT: Layout = Layout { lines: None, spread_arrays: true, comma: ",", colon: ":", padding: "" };
const SPACED: Layout = Layout { comma: ", ", colon: ": ", ..COMPACT };

const fn indented(indent: &'static str) -> Layout {
    Layout { lines: Some(Lines { indent, end: "\n" }), colon: ": ", ..COMPACT }
}

/// As on Windows, where .NET's lines end so.
const fn with_crlf(indent: &'static str) -> Layout {
    Layout { lines: Some(Lines { indent, end: "\r\n" }), ..indented(indent) }
}

/// Arrays stay on the line, and do not count for the indent.
const JACKSON_PRETTY: Layout =
    Layout { spread_arrays: false, comma: ", ", colon: " : ", padding: " ", ..indented("  ") };

const PLAIN: Escapes = Escapes { ascii: "", wide: Wide::None, slash: false, upper: false };

const PYTHON: Style = Style {
    members: IN_ORDER,
    numbers: Numbers::Integers(Doubles::Python),
    escapes: Escapes { ascii: "\x7f", wide: Wide::All, ..PLAIN },
    layout: SPACED,
    dates: false,
    end: "",
};
const PYTHON_UTF8: Style = Style { escapes: PLAIN, ..PYTHON };

const JAVASCRIPT: Style = Style {
    members: Members { order: Order::IndexesFirst, ..IN_ORDER },
    numbers: Numbers::JavaScript,
    escapes: PLAIN,
    layout: COMPACT,
    ..PYTHON
};

const PHP: Style = Style {
    members: Members { lists: true, ..IN_ORDER },
    numbers: Numbers::Integers(Doubles::Php { zero_fraction: false }),
    escapes: Escapes { wide: Wide::All, slash: true, ..PLAIN },
    layout: COMPACT,
    ..PYTHON
};
const PHP_SLASHES: Style = Style { escapes: Escapes { slash: false, ..PHP.escapes }, ..PHP };
const PHP_UNICODE: Style = Style { escapes: Escapes { wide: Wide::LineSeparators, ..PHP.escapes }, ..PHP };
const PHP_SLASHES_UNICODE: Style = Style { escapes: Escapes { slash: false, ..PHP_UNICODE.escapes }, ..PHP };

const fn php_object(style: Style) -> Style {
    Style { members: IN_ORDER, ..style }
}

const fn php_fractions(style: Style) -> Style {
    Style { numbers: Numbers::Integers(Doubles::Php { zero_fraction: true }), ..style }
}

const GO: Style = Style {
    members: SORTED,
    numbers: Numbers::Go,
    escapes: Escapes { ascii: "<>&", wide: Wide::LineSeparators, ..PLAIN },
    layout: COMPACT,
    ..PYTHON
};
const GO_NO_HTML: Style = Style { escapes: Escapes { ascii: "", ..GO.escapes }, ..GO };
const GO_STRUCT: Style = Style { members: IN_ORDER, numbers: Numbers::Integers(Doubles::Go), ..GO };
const GO_STRUCT_NO_HTML: Style = Style { escapes: GO_NO_HTML.escapes, ..GO_STRUCT };

const fn encoder(style: Style) -> Style {
    Style { end: "\n", ..style }
}

const JACKSON: Style = Style {
    members: IN_ORDER,
    numbers: Numbers::Integers(Doubles::Java),
    escapes: Escapes { upper: true, ..PLAIN },
    layout: COMPACT,
    ..PYTHON
};

const GSON_TREE: Style = Style {
    members: NO_NULLS,
    numbers: Numbers::AsWritten,
    escapes: Escapes { ascii: "<>&='", wide: Wide::LineSeparators, ..PLAIN },
    layout: COMPACT,
    ..PYTHON
};
const GSON_TO_STRING: Style =
    Style { members: IN_ORDER, escapes: Escapes { ascii: "", ..GSON_TREE.escapes }, ..GSON_TREE };
const GSON_MAP: Style = Style { numbers: Numbers::Java, ..GSON_TREE };

const TEXT_JSON: Style = Style {
    members: Members { duplicates: Duplicates::Kept, ..IN_ORDER },
    numbers: Numbers::AsWritten,
    escapes: Escapes { ascii: "\"&'+<>`\x7f", wide: Wide::All, slash: false, upper: true },
    layout: COMPACT,
    ..PYTHON
};
const TEXT_JSON_RELAXED: Style =
    Style { escapes: Escapes { ascii: "\x7f", wide: Wide::Relaxed, ..TEXT_JSON.escapes }, ..TEXT_JSON };

const NEWTONSOFT: Style = Style {
    members: IN_ORDER,
    numbers: Numbers::Integers(Doubles::DotNet),
    escapes: Escapes { wide: Wide::LineEnds, ..PLAIN },
    layout: COMPACT,
    dates: true,
    ..PYTHON
};

const NEWTONSOFT_NO_DATES: Style = Style { dates: false, ..NEWTONSOFT };

const fn laid_out(style: Style, layout: Layout) -> Style {
    Style { layout, ..style }
}

const fn ordered(style: Style, members: Members) -> Style {
    Style { members, ..style }
}

const fn form(id: &'static str, language: &'static str, made_by: &'static str, style: Style) -> JsonForm {
    JsonForm { id, language, made_by, style }
}

/// What is on one line comes first, and of that what takes no option.
pub(crate) const FORMS: &[JsonForm] = &[
    form("javascript", "JavaScript", "JSON.stringify(body)", JAVASCRIPT),
    form("python", "Python", "json.dumps(body)", PYTHON),
    form("php", "PHP", "json_encode($array)", PHP),
    form("python-compact", "Python", r#"json.dumps(body, separators=(",", ":"))"#, laid_out(PYTHON, COMPACT)),
    form(
        "php-slashes-unicode",
        "PHP",
        "json_encode($array, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE)",
        PHP_SLASHES_UNICODE,
    ),
    form("php-slashes", "PHP", "json_encode($array, JSON_UNESCAPED_SLASHES)", PHP_SLASHES),
    form("php-unicode", "PHP", "json_encode($array, JSON_UNESCAPED_UNICODE)", PHP_UNICODE),
    form(
        "python-compact-utf8",
        "Python",
        r#"json.dumps(body, separators=(",", ":"), ensure_ascii=False)"#,
        laid_out(PYTHON_UTF8, COMPACT),
    ),
    form("python-utf8", "Python", "json.dumps(body, ensure_ascii=False)", PYTHON_UTF8),
    form("jackson", "Java", "Jackson: objectMapper.writeValueAsString(body)", JACKSON),
    form("gson-tree", "Java", "Gson: gson.toJson(jsonElement)", GSON_TREE),
    form("gson-to-string", "Java", "Gson: jsonElement.toString()", GSON_TO_STRING),
    form("gson-map", "Java", "Gson: gson.toJson(map)", GSON_MAP),
    form("newtonsoft", "C#", "Newtonsoft: jObject.ToString(Formatting.None)", NEWTONSOFT),
    form("text-json", "C#", "System.Text.Json: JsonSerializer.Serialize(body)", TEXT_JSON),
    form(
        "text-json-relaxed",
        "C#",
        "System.Text.Json: JsonSerializer.Serialize(body, …) with JavaScriptEncoder.UnsafeRelaxedJsonEscaping",
        TEXT_JSON_RELAXED,
    ),
    form("go-map", "Go", "json.Marshal(map[string]any)", GO),
    form("go-struct", "Go", "json.Marshal(struct)", GO_STRUCT),
    form("go-map-encoder", "Go", "json.NewEncoder(w).Encode(map[string]any)", encoder(GO)),
    form("go-struct-encoder", "Go", "json.NewEncoder(w).Encode(struct)", encoder(GO_STRUCT)),
    form(
        "go-map-encoder-no-html",
        "Go",
        "json.Encoder with SetEscapeHTML(false), of map[string]any",
        encoder(GO_NO_HTML),
    ),
    form(
        "go-struct-encoder-no-html",
        "Go",
        "json.Encoder with SetEscapeHTML(false), of a struct",
        encoder(GO_STRUCT_NO_HTML),
    ),
    form(
        "go-map-no-html",
        "Go",
        "json.Encoder with SetEscapeHTML(false), of map[string]any, its final line end cut off",
        GO_NO_HTML,
    ),
    form(
        "go-struct-no-html",
        "Go",
        "json.Encoder with SetEscapeHTML(false), of a struct, its final line end cut off",
        GO_STRUCT_NO_HTML,
    ),
    form("python-sorted", "Python", "json.dumps(body, sort_keys=True)", ordered(PYTHON, SORTED)),
    form(
        "python-sorted-compact",
        "Python",
        r#"json.dumps(body, sort_keys=True, separators=(",", ":"))"#,
        laid_out(ordered(PYTHON, SORTED), COMPACT),
    ),
    form(
        "python-sorted-utf8",
        "Python",
        "json.dumps(body, sort_keys=True, ensure_ascii=False)",
        ordered(PYTHON_UTF8, SORTED),
    ),
    form(
        "python-sorted-compact-utf8",
        "Python",
        r#"json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)"#,
        laid_out(ordered(PYTHON_UTF8, SORTED), COMPACT),
    ),
    form(
        "javascript-sorted",
        "JavaScript",
        "JSON.stringify(body) with every object's keys sorted",
        ordered(JAVASCRIPT, SORTED_UTF16),
    ),
    form(
        "jackson-sorted",
        "Java",
        "Jackson: objectMapper.writeValueAsString(map) with ORDER_MAP_ENTRIES_BY_KEYS",
        ordered(JACKSON, SORTED_UTF16),
    ),
    form("php-object", "PHP", "json_encode($object)", php_object(PHP)),
    form(
        "php-object-slashes-unicode",
        "PHP",
        "json_encode($object, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE)",
        php_object(PHP_SLASHES_UNICODE),
    ),
    form(
        "php-object-slashes",
        "PHP",
        "json_encode($object, JSON_UNESCAPED_SLASHES)",
        php_object(PHP_SLASHES),
    ),
    form(
        "php-object-unicode",
        "PHP",
        "json_encode($object, JSON_UNESCAPED_UNICODE)",
        php_object(PHP_UNICODE),
    ),
    form("php-fractions", "PHP", "json_encode($array, JSON_PRESERVE_ZERO_FRACTION)", php_fractions(PHP)),
    form(
        "php-fractions-slashes-unicode",
        "PHP",
        "json_encode($array, JSON_PRESERVE_ZERO_FRACTION | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE)",
        php_fractions(PHP_SLASHES_UNICODE),
    ),
    form(
        "gson-tree-no-html",
        "Java",
        "Gson: new GsonBuilder().disableHtmlEscaping(), toJson(jsonElement)",
        ordered(GSON_TO_STRING, NO_NULLS),
    ),
    form(
        "gson-map-no-html",
        "Java",
        "Gson: new GsonBuilder().disableHtmlEscaping(), toJson(map)",
        Style { escapes: GSON_TO_STRING.escapes, ..GSON_MAP },
    ),
    form(
        "jackson-ascii",
        "Java",
        "Jackson: objectMapper.writeValueAsString(body) with ESCAPE_NON_ASCII",
        Style { escapes: Escapes { wide: Wide::All, ..JACKSON.escapes }, ..JACKSON },
    ),
    form(
        "newtonsoft-no-dates",
        "C#",
        "Newtonsoft: jObject.ToString(Formatting.None), read with DateParseHandling.None",
        NEWTONSOFT_NO_DATES,
    ),
    form(
        "javascript-indent-2",
        "JavaScript",
        "JSON.stringify(body, null, 2)",
        laid_out(JAVASCRIPT, indented("  ")),
    ),
    form(
        "javascript-indent-4",
        "JavaScript",
        "JSON.stringify(body, null, 4)",
        laid_out(JAVASCRIPT, indented("    ")),
    ),
    form(
        "javascript-indent-tab",
        "JavaScript",
        r#"JSON.stringify(body, null, "\t")"#,
        laid_out(JAVASCRIPT, indented("\t")),
    ),
    form("python-indent-2", "Python", "json.dumps(body, indent=2)", laid_out(PYTHON, indented("  "))),
    form("python-indent-4", "Python", "json.dumps(body, indent=4)", laid_out(PYTHON, indented("    "))),
    form(
        "python-indent-2-utf8",
        "Python",
        "json.dumps(body, indent=2, ensure_ascii=False)",
        laid_out(PYTHON_UTF8, indented("  ")),
    ),
    form(
        "python-indent-4-utf8",
        "Python",
        "json.dumps(body, indent=4, ensure_ascii=False)",
        laid_out(PYTHON_UTF8, indented("    ")),
    ),
    form(
        "python-sorted-indent-2",
        "Python",
        "json.dumps(body, sort_keys=True, indent=2)",
        laid_out(ordered(PYTHON, SORTED), indented("  ")),
    ),
    form(
        "python-sorted-indent-4",
        "Python",
        "json.dumps(body, sort_keys=True, indent=4)",
        laid_out(ordered(PYTHON, SORTED), indented("    ")),
    ),
    form("php-pretty", "PHP", "json_encode($array, JSON_PRETTY_PRINT)", laid_out(PHP, indented("    "))),
    form(
        "php-pretty-slashes-unicode",
        "PHP",
        "json_encode($array, JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE)",
        laid_out(PHP_SLASHES_UNICODE, indented("    ")),
    ),
    form(
        "php-object-pretty",
        "PHP",
        "json_encode($object, JSON_PRETTY_PRINT)",
        laid_out(php_object(PHP), indented("    ")),
    ),
    form(
        "php-object-pretty-slashes-unicode",
        "PHP",
        "json_encode($object, JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE)",
        laid_out(php_object(PHP_SLASHES_UNICODE), indented("    ")),
    ),
    form(
        "go-map-indent-2",
        "Go",
        r#"json.MarshalIndent(map[string]any, "", "  ")"#,
        laid_out(GO, indented("  ")),
    ),
    form(
        "go-map-indent-4",
        "Go",
        r#"json.MarshalIndent(map[string]any, "", "    ")"#,
        laid_out(GO, indented("    ")),
    ),
    form(
        "go-map-indent-tab",
        "Go",
        r#"json.MarshalIndent(map[string]any, "", "\t")"#,
        laid_out(GO, indented("\t")),
    ),
    form(
        "go-struct-indent-2",
        "Go",
        r#"json.MarshalIndent(struct, "", "  ")"#,
        laid_out(GO_STRUCT, indented("  ")),
    ),
    form(
        "go-struct-indent-4",
        "Go",
        r#"json.MarshalIndent(struct, "", "    ")"#,
        laid_out(GO_STRUCT, indented("    ")),
    ),
    form(
        "go-struct-indent-tab",
        "Go",
        r#"json.MarshalIndent(struct, "", "\t")"#,
        laid_out(GO_STRUCT, indented("\t")),
    ),
    form(
        "jackson-pretty",
        "Java",
        "Jackson: objectMapper.writerWithDefaultPrettyPrinter().writeValueAsString(body)",
        laid_out(JACKSON, JACKSON_PRETTY),
    ),
    form(
        "gson-tree-pretty",
        "Java",
        "Gson: new GsonBuilder().setPrettyPrinting(), toJson(jsonElement)",
        laid_out(GSON_TREE, indented("  ")),
    ),
    form(
        "gson-map-pretty",
        "Java",
        "Gson: new GsonBuilder().setPrettyPrinting(), toJson(map)",
        laid_out(GSON_MAP, indented("  ")),
    ),
    form("newtonsoft-indented", "C#", "Newtonsoft: jObject.ToString()", laid_out(NEWTONSOFT, indented("  "))),
    form(
        "newtonsoft-indented-windows",
        "C#",
        "Newtonsoft: jObject.ToString() on Windows",
        laid_out(NEWTONSOFT, with_crlf("  ")),
    ),
    form(
        "newtonsoft-no-dates-indented",
        "C#",
        "Newtonsoft: jObject.ToString(), read with DateParseHandling.None",
        laid_out(NEWTONSOFT_NO_DATES, indented("  ")),
    ),
    form(
        "newtonsoft-no-dates-indented-windows",
        "C#",
        "Newtonsoft: jObject.ToString() on Windows, read with DateParseHandling.None",
        laid_out(NEWTONSOFT_NO_DATES, with_crlf("  ")),
    ),
    form(
        "text-json-indented",
        "C#",
        "System.Text.Json: JsonSerializer.Serialize(body, …) with WriteIndented",
        laid_out(TEXT_JSON, indented("  ")),
    ),
    form(
        "text-json-indented-windows",
        "C#",
        "System.Text.Json: JsonSerializer.Serialize(body, …) with WriteIndented on Windows",
        laid_out(TEXT_JSON, with_crlf("  ")),
    ),
    form(
        "text-json-relaxed-indented",
        "C#",
        "System.Text.Json: JsonSerializer.Serialize(body, …) with WriteIndented and UnsafeRelaxedJsonEscaping",
        laid_out(TEXT_JSON_RELAXED, indented("  ")),
    ),
    form(
        "text-json-relaxed-indented-windows",
        "C#",
        "System.Text.Json: JsonSerializer.Serialize(body, …) with WriteIndented and UnsafeRelaxedJsonEscaping on Windows",
        laid_out(TEXT_JSON_RELAXED, with_crlf("  ")),
    ),
];
