"""The training loop, batches of one length and the bundle writer."""

import contextlib
import json
from pathlib import Path

import pytest
import torch
from stanza.models.common.packed_lstm import PackedLSTM
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence

from training.bundle import FIRST, JOINT, PROCESSORS, write_bundle
from training.even import even_batches, unpacked_lstm
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


def test_the_rate_warms_up_and_decays_by_steps_or_by_the_clock() -> None:
    schedule = Schedule(steps=100, rate=1.0, warmup=10, minutes=1.0)
    assert schedule.rate_at(0) < schedule.rate_at(9)
    assert schedule.rate_at(90) < schedule.rate_at(20)
    assert schedule.rate_at(20, seconds=45) == pytest.approx(0.25)
    assert schedule.done(0, seconds=60) == 1


def test_batches_hold_one_length_and_every_sentence_once() -> None:
    lengths = [3, 5, 3, 3, 5, 9]
    batches = even_batches(lengths, 6)
    assert sorted(position for batch in batches for position in batch) == list(range(6))
    assert all(len({lengths[position] for position in batch}) == 1 for batch in batches)
    assert max(len(batch) for batch in batches) == 2


def test_an_unpacked_layer_computes_what_the_packed_one_does() -> None:
    seed_everything(2)
    layer = PackedLSTM(4, 3, 1, batch_first=True, bidirectional=True)
    packed = pack_padded_sequence(torch.randn(5, 7, 4), [7] * 5, batch_first=True)
    wanted, _ = layer(packed, [7] * 5)
    with unpacked_lstm(short=False):
        found, _ = layer(packed, [7] * 5)
    assert torch.allclose(found.data, wanted.data, atol=1e-6)
    with unpacked_lstm():
        nearly, _ = layer(packed, [7] * 5)
    assert torch.allclose(nearly.data, wanted.data, atol=1e-2)


def test_a_bundle_is_half_precision_and_names_every_file(tmp_path: Path) -> None:
    models = {}
    for part in FIRST.packages:
        models[part] = tmp_path / f"{part}.pt"
        config = {"charlm": True, "charlm_forward_file": str(tmp_path / "forward.pt")}
        torch.save({"model": {"w": torch.ones(2)}, "config": config}, models[part])
    write_bundle(models, tmp_path / "bundle", FIRST)
    listed = json.loads((tmp_path / "bundle" / "resources.json").read_text(encoding="utf-8"))["id"]
    assert set(listed["packages"]["default"]) == set(PROCESSORS)
    state = torch.load(tmp_path / "bundle/id/pos/simpul.pt", weights_only=True)
    assert state["model"]["w"].dtype == torch.float16
    assert state["config"] == {"charlm": True, "charlm_forward_file": None}
    shared = torch.load(tmp_path / "bundle/id/pretrain/simpul.pt", weights_only=True)
    assert shared["model"]["w"].dtype == torch.float32


def test_a_joint_bundle_has_one_encoder_for_three_processors(tmp_path: Path) -> None:
    models = {part: tmp_path / f"{part}.pt" for part in JOINT.packages}
    for part, path in models.items():
        torch.save({"model": {"w": torch.ones(2)}, "part": part}, path)
    write_bundle(models, tmp_path / "bundle", JOINT)
    listed = json.loads((tmp_path / "bundle" / "resources.json").read_text(encoding="utf-8"))["id"]
    for processor in ("pos", "depparse", "ner"):
        needed = listed[processor]["joint"]["dependencies"]
        assert needed == [{"model": "encoder", "package": "joint"}]
    encoder = (tmp_path / "bundle/id/encoder/joint.pt").read_bytes()
    assert encoder == models["encoder"].read_bytes()
    assert listed["packages"]["default"]["lemma"] == "simpul"


def test_a_bundle_lacks_no_processor(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no model for"):
        write_bundle({}, tmp_path, FIRST)
