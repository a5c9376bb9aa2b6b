"""The page at /: it is made from its sources, asks for nothing else, and is kept up to date."""

import hashlib
import re
from pathlib import Path

from kg.web.app import STATIC
from tests.web.conftest import Server

ROOT = Path(__file__).parents[2]


def digest() -> str:
    """As web/build.mjs has it."""
    web = ROOT / "web"
    paths = [
        path for path in (web / "src").rglob("*") if path.is_file() and path.parent.name != "made"
    ]
    paths += [
        web / name for name in ("build.mjs", "package.json", "package-lock.json", "tsconfig.json")
    ]
    paths += [ROOT / "docs" / "openapi.json", ROOT / "ontology" / "site.yaml"]
    sums = sorted(hashlib.sha256(path.read_bytes()).hexdigest() for path in paths)
    return hashlib.sha256("\n".join(sums).encode()).hexdigest()


def test_the_page_is_made_from_its_present_sources() -> None:
    """If not: cd web && npm ci && npm run build."""
    assert (STATIC / "sources.sha256").read_text(encoding="utf-8").strip() == digest()


def test_all_that_the_page_names_is_served_with_a_strict_policy(server: Server) -> None:
    page = server.ask("/")
    assert (page.status, page.media) == (200, "text/html")
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'self';")
    assert "unsafe" not in policy
    assert "http" not in policy
    names = re.findall(r'(?:src|href)="(static/[^"]+)"', page.text)
    assert len(names) == 2
    for name in (*names, "static/world.json", "static/LICENSES.txt"):
        reply = server.ask(f"/{name}")
        assert (reply.status, reply.headers["x-content-type-options"]) == (200, "nosniff")
    for name in ("static/../app.py", "static/%2e%2e/app.py", "static/none.js"):
        assert server.ask(f"/{name}").status == 404


def test_an_unchanged_file_is_not_sent_twice(server: Server) -> None:
    first = server.ask("/static/page.js")
    again = server.ask("/static/page.js", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")


def test_licences_of_all_packages_are_told() -> None:
    told = (STATIC / "LICENSES.txt").read_text(encoding="utf-8")
    assert "Natural Earth" in told
    assert re.search(r"^preact [\d.]+: MIT$", told, re.MULTILINE)
