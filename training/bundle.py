"""The bundle: trained models in half precision, in the layout that Stanza reads."""

import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch

from kg.sentences.encoder.reader import PACKAGE
from kg.sentences.models import write_sums

LANGUAGE = "id"
ENCODER = "encoder"
ON_ENCODER = ("pos", "depparse", "ner")
PROCESSORS = ("tokenize", "mwt", "pos", "lemma", "depparse", "ner")
PACKAGES = dict.fromkeys(PROCESSORS, "simpul") | dict.fromkeys((*ON_ENCODER, ENCODER), PACKAGE)
WEIGHTS = frozenset({"model", "state_dict"})


def write_bundle(models: Mapping[str, Path], target: Path) -> None:
    """Write ``resources.json``, ``id/<part>/<package>.pt`` for every part, and their checksums."""
    missing = set(PACKAGES) - set(models)
    if missing:
        raise ValueError(f"no model for {', '.join(sorted(missing))}")
    for part, package in PACKAGES.items():
        place = _place(target, part)
        place.parent.mkdir(parents=True, exist_ok=True)
        if package == PACKAGE:
            shutil.copyfile(models[part], place)
        else:
            state = torch.load(models[part], map_location="cpu", weights_only=True)
            torch.save(lean(state), place, _use_new_zipfile_serialization=False)
    text = json.dumps(resources(target), indent=1, ensure_ascii=False) + "\n"
    (target / "resources.json").write_text(text, encoding="utf-8")
    write_sums(target)


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
    for part, package in PACKAGES.items():
        content = _place(target, part).read_bytes()
        entry: dict[str, Any] = {"md5": hashlib.md5(content).hexdigest()}
        if part in ON_ENCODER:
            entry["dependencies"] = [{"model": ENCODER, "package": PACKAGE}]
        language[part] = {package: entry}
    chosen = {processor: PACKAGES[processor] for processor in PROCESSORS}
    language["default_processors"] = chosen
    language["packages"] = {"default": dict(chosen)}
    language["lang_name"] = "Indonesian"
    language["default_md5"] = ""
    return {LANGUAGE: language}


def _place(target: Path, part: str) -> Path:
    return target / LANGUAGE / part / f"{PACKAGES[part]}.pt"
