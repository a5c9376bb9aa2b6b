"""Who publishes: one name for each outlet, however a page or an address writes it."""

import csv
import functools
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from kg.articles import tables
from kg.errors import KnowledgeError

_DOMAIN = re.compile(
    r"[\w-]+(?:\.[\w-]+)*\.(?:com|co|id|net|org|news|tv|site|info|online|my|sg)(?:\.\w{2})?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlets:
    """The known outlets: their domains, and every spelling in small letters."""

    domains: frozenset[str]
    spellings: dict[str, str]


def outlet(name: str) -> str:
    """One name for the outlet: its domain where that is known, else the name as written.

    "TEMPO.CO", "Tempo" and "tempo.co" are one; "regional.kompas.com" is "kompas.com".
    """
    plain = " ".join(name.split()).strip(" .,:|-–—")
    known = known_outlet(plain)
    return known or (plain.lower() if is_domain(plain) else plain)


def known_outlet(name: str) -> str | None:
    """The domain of an outlet of the table, by any of its spellings; None for all others."""
    table, small = outlets(), name.strip().lower().removeprefix("www.")
    if small in table.spellings:
        return table.spellings[small]
    parts = small.split(".")
    parents = (".".join(parts[i:]) for i in range(len(parts) - 1))
    return next((parent for parent in parents if parent in table.domains), None)


def is_domain(name: str) -> bool:
    """Whether a name is a host name, as many outlets' names are."""
    return bool(_DOMAIN.fullmatch(name.strip()))


def outlet_of_address(address: str) -> str | None:
    """The outlet of a web address; None where it has no host."""
    host = urlsplit(address).hostname
    return outlet(host.removeprefix("www.")) if host else None


def outlet_within(text: str) -> str | None:
    """The first outlet that a credit or copyright line names: by its host name, or else known."""
    match = _DOMAIN.search(text)
    parts = (known_outlet(part) for part in re.split(r"[/()|:]| - ", text))
    return outlet(match.group()) if match else next((part for part in parts if part), None)


@functools.cache
def outlets() -> Outlets:
    """The shipped table."""
    return load_outlets(tables.table("outlets.csv"))


def load_outlets(path: Path) -> Outlets:
    """Read a table with the columns domain and names; KnowledgeError where it breaks its rules."""
    domains: set[str] = set()
    spellings: dict[str, str] = {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        if rows.fieldnames != ["domain", "names"]:
            raise KnowledgeError(f"{path}:1: the columns domain,names are expected")
        for number, row in enumerate(rows, start=2):
            domain, names = row["domain"], row["names"]
            if not is_domain(domain) or not names:
                raise KnowledgeError(f"{path}:{number}: domain or names is wrong or empty")
            domains.add(domain)
            for name in {domain, *(part.strip().lower() for part in names.split(";"))}:
                if spellings.setdefault(name, domain) != domain:
                    raise KnowledgeError(
                        f"{path}:{number}: names: {name} is also {spellings[name]}"
                    )
    return Outlets(domains=frozenset(domains), spellings=spellings)
