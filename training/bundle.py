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
WEIGHTS = frozenset({"model", "state_dict"})
SHARED = ("pretrain", "forward_charlm", "backward_charlm")
NEEDS_SHARED = frozenset({"pos", "depparse", "ner"})


def write_bundle(models: Mapping[str, Path], target: Path) -> None:
    """Write ``resources.json`` and ``id/<part>/simpul.pt`` for every processor and shared part.

    Word vectors stay in single precision: Stanza reads them without converting.
    """
    parts = (*PROCESSORS, *SHARED)
    missing = set(parts) - set(models)
    if missing:
        raise ValueError(f"no model for {', '.join(sorted(missing))}")
    for part in parts:
        place = target / LANGUAGE / part / f"{PACKAGE}.pt"
        place.parent.mkdir(parents=True, exist_ok=True)
        if part == "pretrain":
            shutil.copyfile(models[part], place)
        else:
            state = torch.load(models[part], map_location="cpu", weights_only=True)
            torch.save(lean(state), place, _use_new_zipfile_serialization=False)
    text = json.dumps(resources(target), indent=1, ensure_ascii=False) + "\n"
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


def resources(target: Path) -> dict[str, Any]:
    """The content of ``resources.json`` for the files of a bundle."""
    language: dict[str, Any] = {}
    for part in (*PROCESSORS, *SHARED):
        path = target / LANGUAGE / part / f"{PACKAGE}.pt"
        entry: dict[str, Any] = {"md5": hashlib.md5(path.read_bytes()).hexdigest()}
        if part in NEEDS_SHARED:
            entry["dependencies"] = [{"model": each, "package": PACKAGE} for each in SHARED]
        language[part] = {PACKAGE: entry}
    chosen = dict.fromkeys(PROCESSORS, PACKAGE)
    language["default_processors"] = chosen
    language["packages"] = {"default": dict(chosen)}
    language["lang_name"] = "Indonesian"
    language["default_md5"] = ""
    return {LANGUAGE: language}
