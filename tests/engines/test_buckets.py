"""Articles and shards in a store that speaks S3 are what they are on a disk, on a cluster too."""

import gzip
import importlib.util
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow
import pyarrow.parquet
import pytest
import zstandard

from kg.articles import read_articles
from kg.errors import InputError, WorkspaceError
from kg.model import Article
from kg.pipeline import build
from kg.reader import Options
from kg.shards.writing import readings, shard
from tests.engines.picklable import stages

if TYPE_CHECKING:  # ray may not be installed
    from ray.cluster_utils import Cluster

if not all(map(importlib.util.find_spec, ("ray", "s3fs", "moto", "flask_cors"))):
    pytest.skip("ray, s3fs or moto is not installed (simpul[test])", allow_module_level=True)

from kg.engines import ray as rayed

TEXT = "Presiden Kim bertemu Putin di istana pada hari Rabu yang lalu di kota itu."
PAGE = f"<html><body><article><h1>Kabar</h1><p>{TEXT}</p></article></body></html>".encode()
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE
RECORD = (
    b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.id/kabar\r\n"
    b"Content-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
) % (len(ANSWER), ANSWER)


@pytest.fixture(scope="module")
def store() -> Iterator[Any]:
    """Such a store on this machine, where the libraries find it."""
    import s3fs
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        patch.setenv("AWS_ACCESS_KEY_ID", "simpul")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "simpul")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        patch.setenv("AWS_EC2_METADATA_DISABLED", "true")
        patch.setenv("AWS_MAX_ATTEMPTS", "1")
        s3fs.S3FileSystem.clear_instance_cache()
        yield s3fs.S3FileSystem()
    s3fs.S3FileSystem.clear_instance_cache()
    server.stop()


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory, store: Any) -> Path:
    """A folder with a file of each kind; the bucket ``arsip`` has the same ones."""
    folder = tmp_path_factory.mktemp("berita")
    rows = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist([{"text": TEXT}] * 3), rows)
    for name, content in {
        "a.jsonl": lines("a"),
        "2025/b.jsonl.gz": gzip.compress(lines("b")),
        "2025/c.jsonl.zst": zstandard.compress(lines("c")),
        "2025/d.parquet": rows.getvalue(),
        "e.warc.gz": gzip.compress(RECORD) * 2,
        "f.html": PAGE,
        "g.txt": TEXT.encode(),
        "h.txt": b"",
    }.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        store.makedirs("arsip", exist_ok=True)
        store.pipe_file(f"arsip/{name}", content)
    return folder


def lines(name: str) -> bytes:
    rows = ({"id": f"{name}{number}", "text": f"{TEXT} {number}"} for number in range(20))
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def read(place: str) -> tuple[dict[str, Article], list[str]]:
    """The articles of a place, and what is said of others behind its name."""
    found = list(read_articles([place]))
    articles = {each.id: each for each in found if isinstance(each, Article)}
    refused = [str(each) for each in found if isinstance(each, InputError)]
    return articles, [each.removeprefix(place).lstrip("/") for each in refused]


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_a_bucket_is_read_as_a_folder_is(news: Path) -> None:
    articles, refused = read(str(news))
    assert len(articles) == 60 + 3 + 2 + 2
    assert refused == ["h.txt: the file is empty"]
    assert read("s3://arsip") == (articles, refused)


def test_a_cluster_builds_from_a_bucket_what_one_process_builds_from_a_folder(
    cluster: "Cluster", news: Path, store: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.exports.ALWAYS", ("trig",))
    monkeypatch.setattr(rayed, "_FEW", 5)
    engine = rayed.engine(Options(jobs=2, address=cluster.address))
    one = build([str(news)], tmp_path / "one", stages=stages())
    many = build(["s3://arsip"], tmp_path / "many", stages=stages(), engine=engine)
    assert (many.parsed, many.summary, len(many.refused)) == (67, one.summary, 1)
    shard(tmp_path / "one", str(tmp_path / "shards"), stages=stages())
    shard(tmp_path / "many", "s3://pecahan/berita", stages=stages())
    store.get("pecahan/berita", str(tmp_path / "got"), recursive=True)
    assert files(tmp_path / "got") == files(tmp_path / "shards")


@pytest.mark.parametrize("harm", [b"PAR1", None])
def test_a_shard_in_a_bucket_that_is_broken_is_told_and_written_again(
    news: Path, store: Any, tmp_path: Path, harm: bytes | None
) -> None:
    build([str(news)], tmp_path / "ws", stages=stages())
    done = shard(tmp_path / "ws", "s3://pecahan/lain", stages=stages())
    name = done.manifest.readings[0].name
    whole = list(readings("s3://pecahan/lain"))
    if harm is None:
        store.rm_file(f"pecahan/lain/{name}")
    else:
        store.pipe_file(f"pecahan/lain/{name}", harm)
    with pytest.raises(WorkspaceError, match=name):
        list(readings("s3://pecahan/lain"))
    assert shard(tmp_path / "ws", "s3://pecahan/lain", stages=stages()).written == 1
    assert list(readings("s3://pecahan/lain")) == whole


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({"AWS_ENDPOINT_URL": "http://127.0.0.1:1"}, "Could not connect"),
        ({"AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None}, "credentials"),
    ],
    ids=["nobody-there", "no-credentials"],
)
def test_a_store_that_cannot_be_used_has_a_line(
    news: Path,
    store: Any,
    tmp_path: Path,
    variables: dict[str, str | None],
    told: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    build([str(news)], tmp_path / "ws", stages=stages())
    for name, value in variables.items():
        monkeypatch.delenv(name) if value is None else monkeypatch.setenv(name, value)
    monkeypatch.setenv("HOME", str(tmp_path))  # other credentials may lie there
    type(store).clear_instance_cache()
    try:
        articles, (line,) = read("s3://arsip/g.txt")
        assert (articles, told in line) == ({}, True)
        with pytest.raises(WorkspaceError, match=rf"^s3://pecahan/lain/readings: .*{told}"):
            shard(tmp_path / "ws", "s3://pecahan/lain", stages=stages())
    finally:
        type(store).clear_instance_cache()
