"""Fetching Stanford's models from a server in Stanford's layout, and what is chosen by a name."""

import functools
import hashlib
import http.server
import importlib.metadata
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import ModelError
from kg.knowledge.files import shipped
from kg.sentences.models import add_ner, fetch, models_folder, verify

VERSION = ".".join([*importlib.metadata.version("stanza").split(".")[:2], "0"])

#: Package by processor, as Stanford has them for Indonesian, and what each needs.
DEFAULT = {
    "tokenize": "gsd",
    "mwt": "gsd",
    "pos": "gsd_charlm",
    "lemma": "gsd_nocharlm",
    "depparse": "gsd_charlm",
    "constituency": "icon_charlm",
}
CHARLMS = [
    {"model": "forward_charlm", "package": "oscar2023"},
    {"model": "backward_charlm", "package": "oscar2023"},
]
NEEDS = {
    "pos": [{"model": "pretrain", "package": "conll17"}, *CHARLMS],
    "depparse": [{"model": "pretrain", "package": "conll17"}, *CHARLMS],
}
FILES = {
    "tokenize/gsd",
    "mwt/gsd",
    "pos/gsd_charlm",
    "lemma/gsd_nocharlm",
    "depparse/gsd_charlm",
    "pretrain/conll17",
    "forward_charlm/oscar2023",
    "backward_charlm/oscar2023",
}


def md5(content: bytes) -> str:
    return hashlib.md5(content).hexdigest()


def weights(processor: str, package: str) -> bytes:
    return f"weights of {processor} {package}".encode()


@dataclass
class Server:
    """Stanford's resource list and models, on a port of this machine."""

    root: Path
    url: str
    asked: list[str]

    def listing(self) -> Path:
        return self.root / f"resources_{VERSION}.json"

    def change(self, edit: Callable[[Any], object]) -> None:
        resources = json.loads(self.listing().read_text(encoding="utf-8"))
        edit(resources)
        self.listing().write_text(json.dumps(resources), encoding="utf-8")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    asked: list[str] = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_request(self, *_: object) -> None:
            asked.append(self.path)

        def log_message(self, *_: object) -> None:
            """Keep the output clean."""

    root = tmp_path / "server"
    root.mkdir()
    handler = functools.partial(Handler, directory=str(root))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as served:
        url = f"http://127.0.0.1:{served.server_port}"
        _publish(root, url)
        thread = threading.Thread(target=served.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield Server(root, url, asked)
        served.shutdown()
        thread.join()


def _publish(root: Path, url: str) -> None:
    language: dict[str, Any] = {"lang_name": "Indonesian", "packages": {"default": DEFAULT}}
    needed = {(n["model"], n["package"]) for needs in NEEDS.values() for n in needs}
    for processor, package in {*DEFAULT.items(), *needed}:
        path = root / "models" / "id" / processor / f"{package}.pt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(weights(processor, package))
        entry: dict[str, Any] = {"md5": md5(path.read_bytes())}
        if processor in NEEDS:
            entry["dependencies"] = NEEDS[processor]
        language.setdefault(processor, {})[package] = entry
    resources = {"url": f"{url}/models/{{lang}}/{{filename}}", "id": language, "en": {"alias": "x"}}
    (root / f"resources_{VERSION}.json").write_text(json.dumps(resources), encoding="utf-8")


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """Our own models, as far as NER is concerned."""
    folder = tmp_path / "bundle"
    make_bundle(folder, b"entities 1")
    return folder


def make_bundle(folder: Path, content: bytes) -> None:
    needs = [{"model": "pretrain", "package": "simpul"}]
    language: dict[str, Any] = {"packages": {"default": {"ner": "simpul"}}}
    for processor, part in (("ner", content), ("pretrain", b"vectors")):
        path = folder / "id" / processor / "simpul.pt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(part)
        language[processor] = {"simpul": {"md5": md5(part)}}
    language["ner"]["simpul"]["dependencies"] = needs
    (folder / "resources.json").write_text(json.dumps({"id": language}), encoding="utf-8")


def parts(folder: Path) -> set[str]:
    return {
        path.relative_to(folder / "id").with_suffix("").as_posix()
        for path in (folder / "id").rglob("*.pt")
    }


def test_what_our_processors_need_is_fetched_and_nothing_else(
    server: Server, tmp_path: Path
) -> None:
    fetch(tmp_path / "m", server.url, lambda _: None)
    assert parts(tmp_path / "m") == FILES
    for part in FILES:
        written = (tmp_path / "m" / "id" / f"{part}.pt").read_bytes()
        assert written == weights(*part.split("/"))


def test_the_resource_list_names_the_processors(server: Server, tmp_path: Path) -> None:
    """Stanford's package has a slow processor that we leave out."""
    fetch(tmp_path / "m", server.url, lambda _: None)
    resources = json.loads((tmp_path / "m" / "resources.json").read_text(encoding="utf-8"))
    named = {name: package for name, package in DEFAULT.items() if name != "constituency"}
    assert resources["id"]["packages"] == {"default": named}
    assert resources["id"]["pos"]["gsd_charlm"]["dependencies"] == NEEDS["pos"]
    assert set(resources) == {"id"}


def test_what_is_whole_is_not_fetched_again(server: Server, tmp_path: Path) -> None:
    fetch(tmp_path / "m", server.url, lambda _: None)
    (tmp_path / "m" / "id" / "pos" / "gsd_charlm.pt").write_bytes(b"torn")
    server.asked.clear()
    told: list[str] = []
    fetch(tmp_path / "m", server.url, told.append)
    wanted = "/models/id/pos/gsd_charlm.pt"
    assert server.asked == [f"/resources_{VERSION}.json", wanted]
    assert told == [f"{server.url}{wanted}"]


def test_a_broken_download_is_named_and_not_kept(server: Server, tmp_path: Path) -> None:
    (server.root / "models/id/mwt/gsd.pt").write_bytes(b"something else")
    with pytest.raises(ModelError, match=r"mwt/gsd\.pt: broken download \(MD5 .* expected"):
        fetch(tmp_path / "m", server.url, lambda _: None)
    assert "mwt/gsd" not in parts(tmp_path / "m")
    assert not (tmp_path / "m" / "resources.json").exists()


def test_a_missing_file_is_named(server: Server, tmp_path: Path) -> None:
    (server.root / "models/id/lemma/gsd_nocharlm.pt").unlink()
    with pytest.raises(ModelError, match=r"gsd_nocharlm\.pt: cannot be fetched: .*404"):
        fetch(tmp_path / "m", server.url, lambda _: None)


def test_a_server_out_of_reach_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"127\.0\.0\.1:9/.*cannot be fetched"):
        fetch(tmp_path / "m", "http://127.0.0.1:9", lambda _: None)


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (lambda r: r.pop("id"), "not a list of Stanza's models"),
        (lambda r: r["id"].pop("pretrain"), "not a list of Stanza's models"),
        (lambda r: r["id"]["packages"]["default"].update(pos="../../x"), "not a name"),
        (lambda r: r.update(url="file:///etc/{filename}"), "not an address on the web"),
    ],
)
def test_a_list_that_makes_no_sense_writes_nothing(
    server: Server, tmp_path: Path, edit: Callable[[Any], object], why: str
) -> None:
    server.change(edit)
    with pytest.raises(ModelError, match=why):
        fetch(tmp_path / "m", server.url, lambda _: None)
    assert not (tmp_path / "m").exists()


def test_a_page_in_place_of_the_list_is_told(server: Server, tmp_path: Path) -> None:
    server.listing().write_text("<html>login</html>", encoding="utf-8")
    with pytest.raises(ModelError, match="not JSON"):
        fetch(tmp_path / "m", server.url, lambda _: None)


def test_ner_is_the_bundles_and_follows_it(server: Server, tmp_path: Path, bundle: Path) -> None:
    folder = tmp_path / "m"
    fetch(folder, server.url, lambda _: None)
    add_ner(folder, bundle)
    assert parts(folder) == FILES | {"ner/simpul", "pretrain/simpul"}
    resources = json.loads((folder / "resources.json").read_text(encoding="utf-8"))
    assert resources["id"]["packages"]["default"]["ner"] == "simpul"

    make_bundle(bundle, b"entities 2")
    add_ner(folder, bundle)
    assert (folder / "id" / "ner" / "simpul.pt").read_bytes() == b"entities 2"
    entry = json.loads((folder / "resources.json").read_text(encoding="utf-8"))["id"]["ner"]
    assert entry["simpul"]["md5"] == md5(b"entities 2")


def test_ner_never_takes_the_place_of_a_part_of_stanfords(
    server: Server, tmp_path: Path, bundle: Path
) -> None:
    fetch(tmp_path / "m", server.url, lambda _: None)
    text = (bundle / "resources.json").read_text(encoding="utf-8")
    renamed = json.loads(text.replace('"package": "simpul"', '"package": "conll17"'))
    renamed["id"]["pretrain"]["conll17"] = renamed["id"]["pretrain"].pop("simpul")
    (bundle / "resources.json").write_text(json.dumps(renamed), encoding="utf-8")
    with pytest.raises(ModelError, match="pretrain/conll17"):
        add_ner(tmp_path / "m", bundle)
    assert (tmp_path / "m/id/pretrain/conll17.pt").read_bytes() == weights("pretrain", "conll17")


def test_weights_that_are_not_those_listed_are_named(
    server: Server, tmp_path: Path, bundle: Path
) -> None:
    folder = tmp_path / "m"
    fetch(folder, server.url, lambda _: None)
    verify(folder)
    add_ner(folder, bundle)
    verify(folder)
    broken = folder / "id" / "ner" / "simpul.pt"
    whole = broken.read_bytes()
    broken.write_bytes(whole[:-1] + b"?")
    with pytest.raises(ModelError, match=r"ner/simpul\.pt: not the file that is listed"):
        verify(folder)
    broken.write_bytes(whole)
    (folder / "id" / "ner" / "lain.pt").write_bytes(b"not listed")
    with pytest.raises(ModelError, match=r"ner/lain\.pt: not the file that is listed"):
        verify(folder)
    (folder / "id" / "ner" / "lain.pt").unlink()
    (folder / "id" / "pos" / "gsd_charlm.pt").unlink()
    with pytest.raises(ModelError, match=r"pos/gsd_charlm\.pt: missing"):
        verify(folder)


def test_a_folder_without_a_list_of_checksums_is_taken_as_it_is(bundle: Path) -> None:
    verify(bundle)
    (bundle / "resources.json").unlink()
    with pytest.raises(ModelError, match="no language models"):
        verify(bundle)


def test_models_are_chosen_by_name_or_folder(
    server: Server, tmp_path: Path, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.sentences.models.shipped", lambda _: bundle)
    monkeypatch.setenv("SIMPUL_STANFORD", str(tmp_path / "m"))
    with pytest.raises(ModelError, match="kg models fetch stanford"):
        models_folder("stanford")
    fetch(tmp_path / "m", server.url, lambda _: None)
    assert models_folder("stanford") == tmp_path / "m"
    assert "ner/simpul" in parts(tmp_path / "m")
    assert models_folder(None) == bundle
    assert models_folder(str(bundle)) == bundle
    with pytest.raises(ModelError, match="no language models"):
        models_folder(str(tmp_path / "nowhere"))


def test_the_command_fetches_and_prints_the_folder(
    server: Server, tmp_path: Path, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "kg.knowledge.files.shipped", lambda name: bundle if name == "models" else shipped(name)
    )
    arguments = ["models", "fetch", "stanford", "--to", str(tmp_path / "m"), "--url", server.url]
    told = CliRunner().invoke(main, arguments)
    assert (told.exit_code, told.stdout) == (0, f"{tmp_path / 'm'}\n")
    assert len(told.stderr.splitlines()) == len(FILES)
    assert parts(tmp_path / "m") == FILES | {"ner/simpul", "pretrain/simpul"}
