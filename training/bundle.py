"""The bundle: trained models in half precision, in the layout that Stanza reads."""

import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch

LANGUAGE = "id"
PACKAGE = "simpul"
PROCESSORS = ("tokenize", "mwt", "pos", "lemma", "depparse", "ner")
NEEDS_VECTORS = frozenset({"pos", "depparse", "ner"})


def write_bundle(models: Mapping[str, Path], vectors: Path, target: Path) -> None:
    """Write ``resources.json`` and ``id/<processor>/simpul.pt`` for every processor."""
    missing = set(PROCESSORS) - set(models)
    if missing:
        raise ValueError(f"no model for {', '.join(sorted(missing))}")
    for processor in PROCESSORS:
        place = target / LANGUAGE / processor / f"{PACKAGE}.pt"
        place.parent.mkdir(parents=True, exist_ok=True)
        state = torch.load(models[processor], map_location="cpu", weights_only=True)
        if processor == "pos":
            state = without_xpos(state)
        torch.save(lean(state), place, _use_new_zipfile_serialization=False)
    place = target / LANGUAGE / "pretrain" / f"{PACKAGE}.pt"
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(vectors, place)
    text = json.dumps(resources(target), indent=1, ensure_ascii=False) + "\n"
    (target / "resources.json").write_text(text, encoding="utf-8")


def lean(state: dict[str, Any]) -> dict[str, Any]:
    """A checkpoint with half-precision weights and without what only training uses."""
    kept = {key: value for key, value in state.items() if "optimizer" not in key}
    kept["model"] = halved(kept.get("model"))
    return kept


def without_xpos(state: dict[str, Any]) -> dict[str, Any]:
    """A tagger that says ``_`` for the language-specific tag, which no treebank of ours has.

    Its classifier of that tag was never trained and would say ``<PAD>``.
    """
    names = state["vocab"].get("xpos", {}).get("_id2unit", [])
    bias = state["model"].get("tag_clf.xpos.bias")
    if names[:2] == ["<PAD>", "<UNK>"] and bias is not None and not bias.any():
        names[1] = "_"
        bias[1] = 1.0
    return state


def halved(value: Any) -> Any:
    """The value with every float32 tensor in it in half precision."""
    if isinstance(value, dict):
        return {key: halved(each) for key, each in value.items()}
    if isinstance(value, list):
        return [halved(each) for each in value]
    if isinstance(value, torch.Tensor) and value.dtype == torch.float32:
        return value.half()
    return value


def resources(target: Path) -> dict[str, Any]:
    """The content of ``resources.json`` for the files of a bundle."""
    language: dict[str, Any] = {}
    for processor in (*PROCESSORS, "pretrain"):
        path = target / LANGUAGE / processor / f"{PACKAGE}.pt"
        entry: dict[str, Any] = {"md5": hashlib.md5(path.read_bytes()).hexdigest()}
        if processor in NEEDS_VECTORS:
            entry["dependencies"] = [{"model": "pretrain", "package": PACKAGE}]
        language[processor] = {PACKAGE: entry}
    chosen = dict.fromkeys(PROCESSORS, PACKAGE)
    language["default_processors"] = chosen
    language["packages"] = {"default": dict(chosen)}
    language["lang_name"] = "Indonesian"
    language["default_md5"] = ""
    return {LANGUAGE: language}
