"""No input breaks a reader: a moment of what benchmarks/fuzz.py does for long."""

from typing import Any

import pytest
from hypothesis import given, settings

from tests import hostile, hostile_requests
from tests.hostile import Target, check_file

TARGETS = (*hostile.TARGETS, *hostile_requests.TARGETS)


@pytest.mark.parametrize("target", TARGETS, ids=[target.name for target in TARGETS])
def test_what_must_hold_holds_for_any_input(target: Target) -> None:
    @settings(max_examples=30)
    @given(target.examples)
    def check(example: Any) -> None:
        target.check(example)

    check()


@pytest.mark.parametrize(
    ("suffix", "content"),
    [
        (".html", "<div>" * 100_000 + "Kim bertemu Putin." + "</div>" * 100_000),
        (".html", "<p>Kim bertemu Putin di Moskow.</p>" + "<b>" * 50_000),
        (".html", "<table><tr><td>" * 20_000),
        (".txt", "Kim bertemu Putin. " * 3_000),
        (".txt", "(" * 100_000),
        (".txt", "9" * 100_000),
        (".txt", "A." * 50_000),
        (".txt", "\n".join("-" * 20_000)),
        (".jsonl", '{"text": ' + "[" * 100_000),
        (".jsonl", "\n" * 100_000),
    ],
    ids=lambda value: value[:20],
)
def test_much_of_one_thing_is_read_or_refused(suffix: str, content: str) -> None:
    check_file(suffix)(content.encode())
