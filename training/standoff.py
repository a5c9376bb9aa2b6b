"""Annotations of articles that may not lie beside them: ``python -m training.standoff FOLDER…``.

A line of ``annotations/*.jsonl`` is an annotation as ``gold/GUIDELINES.md`` of the data has it, but
that evidence and triggers are places in a text, and the text is named: a record of a JSON Lines
file, or some lines of a file of raw text, with its SHA-256.
"""

import hashlib
import json
import lzma
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import click

from kg.evaluation.annotation import SUFFIX
from kg.evaluation.material import RECORDS
from training.folders import Folders

HERE = Path(__file__).parent / "annotations"
PARAGRAPH = "\n\n"
QUOTED = ("evidence", "trigger")  # what an event has as places in the text

Record = dict[str, Any]


def packed(record: Record, gold: Record) -> Record:
    """An annotation apart from its text; ``record`` has the text and its ``source``.

    Raises:
        ValueError: evidence does not stand in the text, or a trigger not in its evidence.
    """
    text: str = record["text"]
    return {
        "source": record["source"],
        "sha256": _digest(text),
        **gold,
        "events": [_placed(event, text) for event in gold["events"]],
    }


def _placed(event: Record, text: str) -> Record:
    evidence, triggers = [], []
    for quote, word in zip(event["evidence"], event["trigger"], strict=True):
        start = text.index(quote)
        evidence.append([start, start + len(quote)])
        at = start + quote.index(word)
        triggers.append([at, at + len(word)])
    return event | {"evidence": evidence, "trigger": triggers}


def unpacked(given: Mapping[str, Any], text: str) -> Record:
    """The annotation beside its text again.

    Raises:
        ValueError: the text is another one.
    """
    if _digest(text) != given["sha256"]:
        raise ValueError(f"{given['id']}: {given['source']} has another text")
    events = [
        event | {name: [text[start:end] for start, end in event[name]] for name in QUOTED}
        for event in given["events"]
    ]
    kept = {name: value for name, value in given.items() if name not in ("source", "sha256")}
    return kept | {"events": events}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def write_annotated(folders: Folders) -> None:
    """All annotations and their texts, as files beside each other in ``folders.fresh``."""
    folders.fresh.mkdir(parents=True, exist_ok=True)
    records = []
    for path in sorted(HERE.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            given = json.loads(line)
            text = _text(folders.data, given["source"])
            _write(folders.fresh / f"{given['id']}{SUFFIX}", unpacked(given, text))
            record = {"id": given["id"], "text": text, "published": given["published"]}
            records.append(json.dumps(record, ensure_ascii=False))
    (folders.fresh / RECORDS).write_text("".join(f"{one}\n" for one in records), encoding="utf-8")


def _write(path: Path, gold: Record) -> None:
    path.write_text(json.dumps(gold, ensure_ascii=False, indent=1), encoding="utf-8")


def _text(data: Path, source: Mapping[str, Any]) -> str:
    path = data / source["file"]
    if "id" in source:
        return _texts(path)[source["id"]]
    first, end = source["lines"]
    return PARAGRAPH.join(_lines(path)[first:end])


@cache
def _texts(path: Path) -> dict[str, str]:
    records = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {record["id"]: record["text"] for record in records}


@cache
def _lines(path: Path) -> list[str]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        return [line.strip() for line in lines]


def annotations(folder: Path) -> Iterator[tuple[Record, Record]]:
    """The records of a folder that are annotated, with their annotations, by their ids."""
    lines = (folder / RECORDS).read_text(encoding="utf-8").splitlines()
    for record in sorted(map(json.loads, lines), key=lambda one: str(one["id"])):
        path = folder / f"{record['id']}{SUFFIX}"
        if path.is_file():
            yield record, json.loads(path.read_text(encoding="utf-8"))


@click.command()
@click.argument(
    "folders",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)
def main(folders: tuple[Path, ...]) -> None:
    """Print the annotations of FOLDERS apart from their texts, a line each.

    Each has annotations and articles.jsonl, whose records tell the "source" of their text.
    """
    for folder in folders:
        for record, gold in annotations(folder):
            line = json.dumps(packed(record, gold), ensure_ascii=False, separators=(",", ":"))
            click.echo(line)


if __name__ == "__main__":
    main()
