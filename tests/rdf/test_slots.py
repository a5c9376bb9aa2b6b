"""slots.yaml is checked on load; an error names the slot and the field."""

from pathlib import Path

import pytest

from kg.errors import KnowledgeError
from kg.rdf.slots import read_slots, slots

FINE = "{kind: number, label: {id: a, en: b}, comment: {id: a, en: b}"


def test_shipped_slots_have_all_that_the_public_shape_names() -> None:
    promised = (
        "participant place date dateEnd visitor destination name party signatory inForceFrom "
        "deployer beneficiary troopsMin troopsMax force supplier recipient item attacker target "
        "affected killedMin killedMax woundedMin woundedMax capturedMin capturedMax imposer "
        "speaker stance killed wounded captured"
    )
    assert set(slots()) == set(promised.split())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("x: {kind: colour}", "x: kind"),
        (f"x: {FINE}, side: top}}", "x: side"),
        (f"x: {FINE}, colour: red}}", "x: unknown field colour"),
        (f"x: {FINE}, bounds: [y, z]}}", "x: y is no slot"),
        (f"x: {FINE}, bounds: [x]}}", "x: bounds"),
        (f"x: {FINE}, beside: y}}", "x: y is no slot"),
        ("x: {kind: date, label: {id: a}}", "x: label"),
        ("x: {kind: date, label: {id: a, en: b}}", "x: comment"),
        (f"x: {FINE}, values: {{Agree: {{}}}}}}", "x.Agree: label"),
        ("[x]", "slots: a mapping"),
        ("x: red", "x: a mapping"),
    ],
)
def test_broken_slot_is_named(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "slots.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=f"slots.yaml: {problem}"):
        read_slots(path)
