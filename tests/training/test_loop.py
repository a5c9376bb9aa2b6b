"""The training loop and the bundle writer."""

import contextlib
import json
from pathlib import Path

import pytest
import torch
from torch import nn

from training.bundle import PACKAGES, PROCESSORS, write_bundle
from training.loop import Schedule, seed_everything, train


def fit(steps: int, checkpoint: Path, *, stop: int | None = None) -> list[float]:
    seed_everything(1)
    model = nn.Linear(2, 1)
    inputs = torch.tensor([[1.0, 2.0]])
    stream = iter([inputs] * (stop or steps))
    schedule = Schedule(steps=steps, rate=0.1, warmup=1, check_every=2)
    with contextlib.suppress(StopIteration):
        train(model, stream, lambda batch: model(batch).square().mean(), schedule, checkpoint)
    return [round(float(value), 5) for value in model.weight.detach().flatten()]


def test_a_stopped_run_ends_as_an_unbroken_one(tmp_path: Path) -> None:
    whole = fit(8, tmp_path / "whole.ckpt")
    fit(8, tmp_path / "parts.ckpt", stop=4)
    assert fit(8, tmp_path / "parts.ckpt") == whole


def test_the_rate_warms_up_and_decays() -> None:
    schedule = Schedule(steps=100, rate=1.0, warmup=10)
    assert schedule.rate_at(0) < schedule.rate_at(9)
    assert schedule.rate_at(90) < schedule.rate_at(20)


@pytest.fixture
def models(tmp_path: Path) -> dict[str, Path]:
    """A file for every part of a bundle."""
    found = {part: tmp_path / f"{part}.pt" for part in PACKAGES}
    for part, path in found.items():
        config = {"shorthand": "id_simpul", "train_file": str(tmp_path / "train.conllu")}
        torch.save({"model": {"w": torch.ones(2)}, "config": config, "part": part}, path)
    return found


def test_a_bundle_has_one_encoder_for_three_processors(
    models: dict[str, Path], tmp_path: Path
) -> None:
    write_bundle(models, tmp_path / "bundle")
    listed = json.loads((tmp_path / "bundle" / "resources.json").read_text(encoding="utf-8"))["id"]
    assert set(listed["packages"]["default"]) == set(PROCESSORS)
    for processor in ("pos", "depparse", "ner"):
        needed = listed[processor]["joint"]["dependencies"]
        assert needed == [{"model": "encoder", "package": "joint"}]
    encoder = (tmp_path / "bundle/id/encoder/joint.pt").read_bytes()
    assert encoder == models["encoder"].read_bytes()


def test_models_of_stanza_are_halved_and_name_no_file_of_their_training(
    models: dict[str, Path], tmp_path: Path
) -> None:
    write_bundle(models, tmp_path / "bundle")
    state = torch.load(tmp_path / "bundle/id/lemma/simpul.pt", weights_only=True)
    assert state["model"]["w"].dtype == torch.float16
    assert state["config"] == {"shorthand": "id_simpul", "train_file": None}


def test_a_bundle_lacks_no_processor(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no model for"):
        write_bundle({}, tmp_path)
