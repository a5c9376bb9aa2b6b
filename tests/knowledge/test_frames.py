"""Frames are read from files, and a broken file is named with the field that breaks it."""

from pathlib import Path

import pytest

from kg.errors import KnowledgeError
from kg.knowledge.frames import Frame, frames, read_frames

ARREST = """
Arrest:
  kind: Event
  label: {id: penangkapan, en: arrest}
  comment: {id: Seseorang ditangkap., en: Somebody is arrested.}
  roles:
    agent: {range: [Organization], key: true}
    patient: {range: [Person], required: true}
    date: {range: [date], single: true}
  triggers:
    arrest:
      verbs: [tangkap, tahan paksa]
      words: [Terciduk]
      nouns: [penangkapan, operasi tangkap tangan]
      arguments: {agent: agent, patient: patient, possessor: patient}
  hints:
    - words: [Diringkus, pintu jeruji]
      verbs: [borgol]
  needs: [agent]
  examples:
    - text: Polisi menangkap Kim.
      slots: {patient: [Kim]}
  not: [Kamera menangkap gambar.]
"""


def written(tmp_path: Path, content: str) -> Path:
    path = tmp_path / "arrest.yaml"
    path.write_text(content, encoding="utf-8")
    return path


def test_a_setting_that_is_not_listed_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, ARREST.replace("  needs:", "  unlike: [sprot]\n  needs:"))
    with pytest.raises(KnowledgeError, match=r"arrest\.yaml.*Arrest\.unlike: sprot is no setting"):
        read_frames(path)


@pytest.fixture
def frame(tmp_path: Path) -> Frame:
    (frame,) = read_frames(written(tmp_path, ARREST))
    return frame


def test_roles_are_read(frame: Frame) -> None:
    agent, patient, date = frame.roles
    assert (agent.slot, agent.range, agent.key, agent.required) == (
        "agent",
        ("Organization",),
        True,
        False,
    )
    assert (patient.required, date.single) == (True, True)
    assert frame.role("patient") == patient
    assert frame.role("weapon") is None


def test_words_become_forms_with_a_voice(frame: Frame) -> None:
    forms = frame.groups[0].forms
    assert forms[("menangkap",)] == "active"
    assert forms[("ditangkap",)] == "passive"
    assert forms[("ditahan", "paksa")] == "passive"
    assert forms[("terciduk",)] == "active"
    assert forms[("operasi", "tangkap", "tangan")] == "noun"


def test_hints_are_no_triggers(frame: Frame) -> None:
    (hint,) = frame.hints
    assert set(hint.forms) >= {("diringkus",), ("pintu", "jeruji"), ("memborgol",)}
    assert hint.forms.keys().isdisjoint(frame.groups[0].forms)


def test_examples_are_read(frame: Frame) -> None:
    assert [example.slots for example in frame.examples] == [{"patient": ["Kim"]}]
    assert frame.not_examples == ("Kamera menangkap gambar.",)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("kind: Event", "kind: Happening", "Arrest.kind: Happening"),
        ("range: [Person]", "range: [Human]", r"Arrest.roles.patient.range: \['Human'\]"),
        ("single: true", "sole: true", "sole"),
        ("possessor: patient", "possessor: victim", "Arrest.arrest: victim is no slot"),
        ("needs: [agent]", "needs: [weapon]", "weapon is no slot of Arrest"),
        ("  triggers:", "  trigger:", "triggers"),
        ("  not: [", "  nots: [", "not"),
        ("    - text:", "    - txt:", "txt"),
        ("arguments:", "argument:", "arguments"),
        (
            "    - words: [D",
            "    - sets: {crime: Theft}\n      words: [D",
            "crime is no slot of Arrest",
        ),
    ],
)
def test_a_wrong_field_is_named_with_its_file(
    tmp_path: Path, old: str, new: str, field: str
) -> None:
    assert ARREST.count(old) == 1
    path = written(tmp_path, ARREST.replace(old, new))
    with pytest.raises(KnowledgeError, match=rf"arrest\.yaml: .*{field}"):
        read_frames(path)


@pytest.mark.parametrize("content", ["- Arrest", "", "Arrest: event"])
def test_a_file_without_frames_is_named(tmp_path: Path, content: str) -> None:
    with pytest.raises(KnowledgeError, match=r"arrest\.yaml: "):
        read_frames(written(tmp_path, content))


def test_shipped_frames_are_sorted_and_complete() -> None:
    assert list(frames()) == sorted(frames())
    for frame in frames().values():
        assert set(frame.label) == set(frame.comment) == {"id", "en"}
        assert frame.examples, f"{frame.name} has no example"
        assert frame.not_examples, f"{frame.name} has no sentence that it must not read"
        assert all(set(example.slots) for example in frame.examples)


def test_shipped_hints_are_no_triggers_of_the_same_event() -> None:
    for frame in frames().values():
        read = {
            (group.announces(frame.name), form) for group in frame.groups for form in group.forms
        }
        hinted = {(hint.announces(frame.name), form) for hint in frame.hints for form in hint.forms}
        assert read.isdisjoint(hinted), read & hinted


def test_shipped_frames_take_over_only_slots_that_exist() -> None:
    for frame in frames().values():
        for other, slots in frame.inherits.items():
            assert all(frame.role(own) for own in slots)
            assert all(frames()[other].role(theirs) for theirs in slots.values())
