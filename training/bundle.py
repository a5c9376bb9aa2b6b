"""The bundle: trained models in half precision, in the layout that Stanza reads."""

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from kg.sentences.encoder.reader import PACKAGE

LANGUAGE = "id"
PROCESSORS = ("tokenize", "mwt", "pos", "lemma", "depparse", "ner")
WEIGHTS = frozenset({"model", "state_dict"})
NEEDS_SHARED = frozenset({"pos", "depparse", "ner"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What a bundle is made of.

    The package of every part; the parts that tagger, parser and name tagger share; and those whose
    files are taken as they are.
    """

    packages: Mapping[str, str]
    shared: tuple[str, ...]
    copied: frozenset[str]


_CHARS = ("pretrain", "forward_charlm", "backward_charlm")
FIRST = Edition(
    packages=dict.fromkeys((*PROCESSORS, *_CHARS), "simpul"),
    shared=_CHARS,
    copied=frozenset({"pretrain"}),  # Stanza reads word vectors in single precision
)
JOINT = Edition(
    packages=dict.fromkeys(PROCESSORS, "simpul")
    | dict.fromkeys((*sorted(NEEDS_SHARED), "encoder"), PACKAGE),
    shared=("encoder",),
    copied=NEEDS_SHARED | {"encoder"},
)


def write_bundle(models: Mapping[str, Path], target: Path, edition: Edition) -> None:
    """Write ``resources.json`` and ``id/<part>/<package>.pt`` for every part of an edition."""
    missing = set(edition.packages) - set(models)
    if missing:
        raise ValueError(f"no model for {', '.join(sorted(missing))}")
    for part in edition.packages:
        place = _place(target, part, edition)
        place.parent.mkdir(parents=True, exist_ok=True)
        if part in edition.copied:
            shutil.copyfile(models[part], place)
        else:
            state = torch.load(models[part], map_location="cpu", weights_only=True)
            torch.save(lean(state), place, _use_new_zipfile_serialization=False)
    text = json.dumps(resources(target, edition), indent=1, ensure_ascii=False) + "\n"
    (target / "resources.json").write_text(text, encoding="utf-8")


def lean(state: dict[str, Any]) -> dict[str, Any]:
    """A checkpoint with half-precision weights and without what only training uses."""
    kept = {key: value for key, value in state.items() if "optimizer" not in key}
    for weights in WEIGHTS & kept.keys():
        kept[weights] = halved(kept[weights])
    if isinstance(kept.get("config"), dict):
        kept["config"] = {key: _portable(value) for key, value in kept["config"].items()}
    return kept


def _portable(value: Any) -> Any:
    """The setting, or nothing where it is a file of the machine that the model was trained on."""
    return None if isinstance(value, str) and value.startswith("/") else value


def halved(value: Any) -> Any:
    """The value with every float32 tensor in it in half precision."""
    if isinstance(value, dict):
        return {key: halved(each) for key, each in value.items()}
    if isinstance(value, list):
        return [halved(each) for each in value]
    if isinstance(value, torch.Tensor) and value.dtype == torch.float32:
        return value.half()
    return value


def resources(target: Path, edition: Edition) -> dict[str, Any]:
    """The content of ``resources.json`` for the files of a bundle."""
    language: dict[str, Any] = {}
    needed = [{"model": each, "package": edition.packages[each]} for each in edition.shared]
    for part, package in edition.packages.items():
        content = _place(target, part, edition).read_bytes()
        entry: dict[str, Any] = {"md5": hashlib.md5(content).hexdigest()}
        if part in NEEDS_SHARED:
            entry["dependencies"] = needed
        language[part] = {package: entry}
    chosen = {processor: edition.packages[processor] for processor in PROCESSORS}
    language["default_processors"] = chosen
    language["packages"] = {"default": dict(chosen)}
    language["lang_name"] = "Indonesian"
    language["default_md5"] = ""
    return {LANGUAGE: language}


def _place(target: Path, part: str, edition: Edition) -> Path:
    return target / LANGUAGE / part / f"{edition.packages[part]}.pt"
