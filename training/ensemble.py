"""Several parsers as one model file: Stanza adds up the scores of their arcs and labels."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch


def join_parsers(paths: Sequence[Path], target: Path) -> None:
    """Write Stanza's ensemble of graph parsers that were trained on one treebank.

    Raises ``ValueError`` where their vocabularies differ.
    """
    states: list[dict[str, Any]] = [
        torch.load(path, map_location="cpu", weights_only=True) for path in paths
    ]
    first = states[0]
    if any(state["vocab"] != first["vocab"] for state in states):
        raise ValueError("the parsers have different vocabularies")
    joined = {
        **first,
        "model": {
            "num_models": len(states),
            "params": [state["model"] for state in states],
            "args": [state["config"] for state in states],
        },
        "model_type": "ensemble_graph",
    }
    torch.save(joined, target, _use_new_zipfile_serialization=False)
