"""Headers that are not there, twice there, or there under another name."""
from .makers import node, php, py


def add(fixtures):
    for fixture in fixtures:
        usual = fixture.headers(fixture.proven())
        proof = fixture.named("proof")
        dropped = py("[header for header in headers if header[0] != name]")
        for name, _ in usual:
            if not (fixture.id.endswith("/response") and name != proof):
                fixture.break_it("header_missing", name.lower(), dropped, headers=[one for one in usual if one[0] != name],
                                 certainty="evident", label=None)
        if fixture.id.endswith("/response"):
            fixture.break_it("header_missing", "timestamp", dropped, headers=[one for one in usual if one[0] == proof],
                             certainty="evident", label=None)
        for slug, rename in (
            ("cgi", php("'HTTP_' . strtoupper(str_replace('-', '_', $value))")), ("underscores", py("value.replace(b'-', b'_') + b'_'")),
            ("apache-redirect", php("'REDIRECT_HTTP_' . strtoupper(str_replace('-', '_', $value))")),
            ("forwarded", node("`X-Forwarded-${value}`")),
        ):
            headers = [[rename(name).decode(), value] for name, value in usual]
            fixture.break_it("header_renamed", slug, rename, headers=headers)
        only = [[f"X-My-{name}" if name == proof else name, value] for name, value in usual]
        fixture.break_it("header_renamed", "proof-alone", "code: a header's name made up", headers=only)
        for slug, made_by, again in (("twice", "curl -H … -H …", None), ("old-one-kept", "code: headers.append for headers.set", "old"),
                                     ("folded", "a proxy that joins equal names with a comma", "folded")):
            fixture.break_it("header_doubled", slug, made_by, headers=doubled(fixture, usual, proof, again))


def doubled(fixture, usual, name, again):
    old = "Basic b2xkOm9sZA==" if fixture.is_basic else fixture.text(bytes(len(fixture.tag(fixture.signed()))))
    headers = []
    for own, value in usual:
        if own != name:
            headers.append([own, value])
        elif again == "folded":
            headers.append([own, f"{value}, {value}"])
        else:
            headers += [[own, value if again is None else old], [own, value]]
    return headers
