"""Which language models to use, and how Stanford's are fetched: the one use of the network.

Stanford publishes no Indonesian NER, so the bundle's stands in a folder of fetched models beside
Stanford's own parts, and one folder holds all that a parser needs.
"""

import hashlib
import http.client
import importlib.metadata
import json
import os
import re
import shutil
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs

from kg.disk import save
from kg.errors import ModelError
from kg.knowledge.files import shipped

STANFORD = "stanford"
LANGUAGE = "id"
RESOURCES = "resources.json"
SUMS = "SHA256SUMS"  #: beside the weights
RESOURCES_URL = "https://raw.githubusercontent.com/stanfordnlp/stanza-resources/main"
FETCHED = ("tokenize", "mwt", "pos", "lemma", "depparse")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Part:
    """One file of a folder of models: ``<language>/<processor>/<package>.pt``."""

    processor: str
    package: str
    md5: str

    def path(self, folder: Path) -> Path:
        """Where the part lies in a folder of models."""
        return folder / LANGUAGE / self.processor / f"{self.package}.pt"


def verify(models: Path) -> None:
    """ModelError where a file of weights in a folder of models is not the one that was listed.

    A folder that has no list of checksums, as others' may, is taken as it is.
    """
    if not (models / RESOURCES).is_file():
        raise ModelError(f"{models}: no language models ({RESOURCES} is missing)")
    listing = models / LANGUAGE / SUMS
    if not listing.is_file():
        return
    try:
        lines = listing.read_text(encoding="utf-8").splitlines()
        listed = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
        found = _sums(models)
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(f"{listing}: cannot be checked: {error}") from error
    for name in sorted({*listed, *found}):
        if listed.get(name) != found.get(name):
            why = (
                "missing" if name not in found else "not the file that is listed: broken or changed"
            )
            raise ModelError(f"{listing.parent / name}: {why} ({SUMS}); install Simpul anew")


def write_sums(models: Path) -> None:
    """List the checksums of all weights in a folder of models, as ``sha256sum`` does."""
    lines = (f"{digest}  {name}\n" for name, digest in sorted(_sums(models).items()))
    _save(models / LANGUAGE / SUMS, "".join(lines).encode())


def _sums(models: Path) -> dict[str, str]:
    """SHA-256 of each file of weights by its place in the folder."""
    folder = models / LANGUAGE
    sums = {}
    for path in folder.glob("*/*.pt"):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        sums[path.relative_to(folder).as_posix()] = digest
    return sums


def models_folder(choice: str | None) -> Path:
    """The folder of models for ``--models``: the bundle, "stanford", or a folder.

    ModelError if it is not there. "stanford" gets the present bundle's NER.
    """
    if choice == STANFORD:
        folder = stanford_folder()
        if not (folder / RESOURCES).is_file():
            raise ModelError(f"{folder}: no models of Stanford yet; run: kg models fetch stanford")
        add_ner(folder, shipped("models"))
        return folder
    folder = Path(choice) if choice else shipped("models")
    if not (folder / RESOURCES).is_file():
        raise ModelError(f"{folder}: no language models ({RESOURCES} is missing)")
    return folder


def stanford_folder() -> Path:
    """Where Stanford's models are kept: $SIMPUL_STANFORD, or a folder of the user's cache."""
    named = os.environ.get("SIMPUL_STANFORD")
    return Path(named) if named else platformdirs.user_cache_path("simpul") / STANFORD


def fetch(folder: Path, url: str, told: Callable[[str], None]) -> None:
    """Download Stanford's Indonesian models into ``folder`` and check every file's MD5.

    ``url`` is the folder of Stanza's resource lists. Files already there are kept if they are
    whole; ``told`` hears one line for each that is not. ModelError if anything is missing, broken
    or out of reach; what was complete before stays usable.
    """
    listing = f"{url.rstrip('/')}/resources_{_resources_version()}.json"
    resources = _parsed(_read(listing), listing)
    parts = _wanted(resources, listing)
    for part in parts:
        if not _is_whole(part, folder):
            address = _address(resources, part)
            told(address)
            _save(part.path(folder), _checked(_read(address), part, address))
    own = {LANGUAGE: _language(resources, parts)}
    _save(folder / RESOURCES, json.dumps(own, indent=1, sort_keys=True).encode())
    write_sums(folder)


def add_ner(folder: Path, bundle: Path) -> None:
    """Put the bundle's NER, and what it needs, beside the fetched models in ``folder``."""
    resources, ours = _load(folder / RESOURCES), _load(bundle / RESOURCES)
    theirs = resources[LANGUAGE]
    try:
        package = ours[LANGUAGE]["packages"]["default"]["ner"]
        parts = sorted(set(_closure(ours[LANGUAGE], "ner", package)))
    except (KeyError, TypeError) as error:
        raise ModelError(f"{bundle / RESOURCES}: names no NER") from error
    taken = {(part.processor, part.package) for part in _wanted(resources, str(folder))}
    copied = False
    for part in parts:
        if (part.processor, part.package) in taken:
            raise ModelError(f"{bundle}: {part.processor}/{part.package} is a name of Stanford's")
        if not _is_whole(part, folder):
            part.path(folder).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(part.path(bundle), part.path(folder))
            copied = True
        theirs.setdefault(part.processor, {})[part.package] = ours[LANGUAGE][part.processor][
            part.package
        ]
    theirs["packages"]["default"]["ner"] = package
    if copied:
        write_sums(folder)
    written = json.dumps(resources, indent=1, sort_keys=True).encode()
    if written != (folder / RESOURCES).read_bytes():
        _save(folder / RESOURCES, written)


def _resources_version() -> str:
    """The resource list that fits the installed Stanza, asked without importing it."""
    major, minor = importlib.metadata.version("stanza").split(".")[:2]
    return f"{major}.{minor}.0"


def _wanted(resources: Any, listing: str) -> list[Part]:
    """The default package's parts for the processors we name, with all that they need."""
    try:
        language = resources[LANGUAGE]
        default = language["packages"]["default"]
        return sorted(
            {
                part
                for processor in FETCHED
                if processor in default
                for part in _closure(language, processor, default[processor])
            }
        )
    except (KeyError, TypeError) as error:
        raise ModelError(f"{listing}: not a list of Stanza's models for {LANGUAGE!r}") from error


def _closure(language: Any, processor: str, package: str) -> Iterator[Part]:
    if not (_NAME.fullmatch(processor) and _NAME.fullmatch(package)):
        raise ModelError(f"not a name of a model: {processor}/{package}")
    entry = language[processor][package]
    yield Part(processor=processor, package=package, md5=entry["md5"])
    for needed in entry.get("dependencies", []):
        yield from _closure(language, needed["model"], needed["package"])


def _language(resources: Any, parts: list[Part]) -> dict[str, Any]:
    """Stanford's entry for the language, cut down to the parts that were fetched."""
    language = resources[LANGUAGE]
    default = language["packages"]["default"]
    own: dict[str, Any] = {"lang_name": language.get("lang_name", LANGUAGE)}
    for part in parts:
        own.setdefault(part.processor, {})[part.package] = language[part.processor][part.package]
    chosen = {name: default[name] for name in FETCHED if name in default}
    return own | {"default_processors": chosen, "packages": {"default": chosen}}


def _address(resources: Any, part: Part) -> str:
    pattern = os.environ.get("STANZA_MODEL_URL") or resources["url"]
    return str(pattern).format(
        resources_version=_resources_version(),
        lang=LANGUAGE,
        filename=f"{part.processor}/{part.package}.pt",
    )


def _read(url: str) -> bytes:
    if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
        raise ModelError(f"{url}: not an address on the web")
    try:
        with urllib.request.urlopen(url, timeout=60) as response:
            return bytes(response.read())
    except (OSError, http.client.HTTPException) as error:
        raise ModelError(f"{url}: cannot be fetched: {error}") from error


def _checked(content: bytes, part: Part, address: str) -> bytes:
    found = hashlib.md5(content, usedforsecurity=False).hexdigest()
    if found != part.md5:
        raise ModelError(
            f"{address}: broken download (MD5 {found}, expected {part.md5}); try again"
        )
    return content


def _is_whole(part: Part, folder: Path) -> bool:
    path = part.path(folder)
    return (
        path.is_file()
        and hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest() == part.md5
    )


def _save(path: Path, content: bytes) -> None:
    """Write all of a file or nothing."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        save(path, content)
    except OSError as error:
        raise ModelError(f"{path}: cannot be written: {error.strerror}") from error


def _load(path: Path) -> Any:
    try:
        return _parsed(path.read_bytes(), str(path))
    except OSError as error:
        raise ModelError(f"{path}: cannot be read: {error.strerror}") from error


def _parsed(content: bytes, name: str) -> Any:
    try:
        return json.loads(content)
    except ValueError as error:
        raise ModelError(f"{name}: not JSON: {error}") from error
