"""What is put together otherwise than the scheme says: the parts, their order, what stands between them."""
from .fixtures import API, split
from .makers import node, php, py, sh

PATH, QUERY = "/api/v1/orders/7", "limit=5&currency=EUR"
URL = f"{API}{PATH}?{QUERY}"
ESCAPED = f"{API}{PATH}?name=Zo%C3%AB%20Quinn&note=a%2Bb%26c"
FORMED = f"{API}{PATH}?name=Anna+Quinn&mark=a%2Fb"

# cause, slug, the URL, what made the signed path, query and target of `value`, which is the URL
WHOLE, HOST = py("value"), py("value.split(b'://')[1]")
PATH_CHANGES = (
    ("without-leading-slash", URL, php("ltrim(parse_url($value, PHP_URL_PATH), '/')")),
    ("with-a-slash-at-the-end", URL, py("urllib.parse.urlsplit(value).path + b'/'")),
    ("without-the-slash-at-the-end", f"{API}{PATH}/?{QUERY}", php("rtrim(parse_url($value, PHP_URL_PATH), '/')")),
    ("mounted-router", URL, node("new URL(value).pathname.replace(/^\\/api/, '')")),
    ("decoded", f"{API}/v1/orders/Zo%C3%AB?{QUERY}", php("urldecode(parse_url($value, PHP_URL_PATH))")),
    ("lower-case", f"{API}/v1/Orders/A7?{QUERY}", py("urllib.parse.urlsplit(value).path.lower()")),
    ("doubled-slash", f"{API}/v1//orders?{QUERY}", py("urllib.parse.urlsplit(value).path.replace(b'//', b'/')")),
)
QUERY_CHANGES = (
    ("query_encoding", "form-encoded-anew", ESCAPED, node("new URL(value).searchParams.toString()")),
    ("query_encoding", "python-urlencode", ESCAPED, py("urllib.parse.urlencode(urllib.parse.parse_qsl(urllib.parse.urlsplit(value.decode()).query))")),
    ("query_encoding", "read-as-a-form", FORMED, py("urllib.parse.unquote_plus(urllib.parse.urlsplit(value).query.decode())")),
    ("query_order", "python-sorted", URL, py("b'&'.join(sorted(urllib.parse.urlsplit(value).query.split(b'&')))")),
    ("query_order", "node-sort", URL, node("(() => { const u = new URL(value); u.searchParams.sort(); return u.search.slice(1); })()")),
)
METHODS = (("method_case", "node-config", "POST", node("value.toString().toLowerCase()")),
           ("method_case", "python-title", "POST", py("value.title()")),
           ("method_other", "post-for-put", "PUT", py("'POST'")),
           ("method_other", "get-for-delete", "DELETE", py("'GET'")))
SEPARATORS = (("python-lines", py("b'\\n'.join(parts)")), ("python-points", py("b'.'.join(parts)")), ("python-bars", py("b'|'.join(parts)")),
              ("python-colons", py("b':'.join(parts)")), ("python-ampersands", py("b'&'.join(parts)")),
              ("node-join", py("b','.join(parts)")), ("python-spaces", py("b' '.join(parts)")))


def add(fixtures):
    for fixture in fixtures:
        if "method" in fixture.signs:
            methods(fixture)
            urls(fixture)
        if len(fixture.scheme.parts) > 1:
            joins(fixture)
        if not fixture.is_basic:
            added(fixture)
        fields(fixture)
        ends(fixture)


def methods(fixture):
    for cause, slug, sent, maker in METHODS:
        changed = replaced(fixture, "method", maker(sent), method=sent)
        fixture.break_it(cause, slug, maker, signed=changed, method=sent)


def replaced(fixture, name, new, **message):
    """The string to sign with another text for one part."""
    return b"".join(new if part == name else own for part, own in fixture.parts(**message))


def urls(fixture):
    whole = "target" in fixture.scheme.parts

    def broken(cause, slug, url, maker, path=None, query=None, mark=b"?"):
        """Signs these in the place of path and query."""
        own_path, own_query = (text.encode() for text in split(url))
        path = own_path if path is None else path
        if not whole:
            own_query = dict(fixture.parts(url=url))["query"]
        query = own_query if query is None else query
        if whole:
            changed = replaced(fixture, "target", path + mark + query if query else path, url=url)
        else:
            changed = b"".join({"path": path, "query": query}.get(part, own) for part, own in fixture.parts(url=url))
        fixture.break_it(cause, slug, maker, signed=changed, url=url)

    without_query = py("value.split(b'?')[0]")
    broken("url_whole", "url", URL, WHOLE, *split_url(WHOLE(URL), whole))
    broken("url_whole", "host-and-path", URL, HOST, *split_url(HOST(URL), whole))
    bare = f"{API}{PATH}"
    broken("url_whole", "url-without-a-query", bare, without_query, without_query(bare), b"")
    for slug, url, maker in PATH_CHANGES:
        broken("path_changed", slug, url, maker, maker(url))
    for cause, slug, url, maker in QUERY_CHANGES:
        broken(cause, slug, url, maker, query=maker(url))
    kept = node("new URL(value).search")
    if whole:
        dropped = py("value.replace(b'?', b'')")
        broken("query_mark", "left-out", URL, dropped, mark=b"")
        lone = py("value + b'?'")
        broken("query_mark", "lone", bare, lone, lone(PATH), b"")
        decoded = php("urldecode(parse_url($value, PHP_URL_QUERY))")
    else:
        broken("query_mark", "kept", URL, kept, query=kept(URL))
        decoded = php("parse_url($value, PHP_URL_QUERY)")
    broken("query_encoding", "the-other-form", ESCAPED, decoded, query=decoded(ESCAPED))


def split_url(text, whole):
    """A text in the place of path and query together; where those are two parts, the query stays behind the mark."""
    path, _, query = text.partition(b"?")
    return (path, query) if whole else (path + b"?", query)


def joins(fixture):
    parts = [part for _, part in fixture.parts()]
    for slug, maker in SEPARATORS:
        signed = eval(maker.code, {"parts": parts})  # noqa: S307, our own table's code
        fixture.break_it("separator", slug, maker, signed=signed)
    names = list(dict.fromkeys(fixture.scheme.parts))
    for name in names:
        maker = py(f"b''.join(part for name, part in parts if name != {name!r})")
        fixture.break_it("part_left_out", f"without-{name.replace('_', '-')}", maker,
                         signed=eval(maker.code, {"parts": fixture.parts()}))  # noqa: S307
    orders = {"reversed": "b''.join(reversed(parts))", "last-first": "b''.join(parts[-1:] + parts[:-1])"}
    if fixture.scheme.parts[0] == fixture.scheme.parts[-1]:
        orders = {"body-last": "b''.join([parts[0], parts[2], parts[1]])", "body-first": "b''.join([parts[1], parts[0], parts[2]])"}
    for slug, code in orders.items():
        fixture.break_it("parts_order", slug, py(code), signed=eval(code, {"parts": parts}))  # noqa: S307
    if fixture.is_mac:
        for slug, maker in (("hex-sha256", py("hashlib.sha256(value).hexdigest()")),
                            ("hex", py(f"hashlib.{fixture.hash}(value).hexdigest()")),
                            ("raw", sh(f"openssl dgst -{fixture.hash} -binary"))):
            fixture.break_it("string_digest", slug, maker, signed=maker(fixture.signed()))


def added(fixture):
    signs = fixture.signs
    if "method" not in signs:
        for slug, maker in (("method-before", py("method + value")), ("method-after", py("value + method")),
                            ("path-before", py("path + value")), ("url-before", py("url + value")), ("url-after", py("value + url"))):
            url = fixture.message["url"]
            signed = maker(fixture.signed(), method=fixture.message["method"], path=split(url)[0], url=url)
            fixture.break_it("part_added", slug, maker, signed=signed)
    for name in fixture.public_names:
        if name not in signs:
            for slug, maker in ((f"{name}-before", py("other + value")), (f"{name}-after", py("value + other"))):
                fixture.break_it("part_added", slug.replace("_", "-"), maker,
                                 signed=maker(fixture.signed(), other=fixture.verifying[name]))


def fields(fixture):
    for name in fixture.public_names:
        if name in fixture.scheme.parts:
            for slug, maker in (("lower", py("value.lower()")), ("upper", php("strtoupper($value)"))):
                fixture.break_it("field_case", slug, maker, signed=replaced(fixture, name, maker(fixture.signing[name])))


def ends(fixture):
    if fixture.scheme.parts and fixture.scheme.parts[-1] != "body":
        for slug, maker in (("echo", sh('echo "$VALUE"')), ("windows", py("value + b'\\r\\n'"))):
            fixture.break_it("string_final_newline", slug, maker, signed=maker(fixture.signed()))
