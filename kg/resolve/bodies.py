"""Organisations across articles: by equal name, and by a short name that both bear."""

from collections.abc import Iterator, Sequence

from kg.resolve.groups import by_key
from kg.resolve.named import Joins, Spelling, members_of
from kg.resolve.names import body_name, bracketed, is_acronym, is_descriptive, is_generic
from kg.resolve.told import Naming


def join_bodies(bodies: Sequence[Spelling], joins: Joins) -> None:
    """Join organisations, of which those with equal keys are one already.

    A name that every state has one of joins nothing by itself.
    """
    _join_labels(bodies, joins)
    _join_other_names(bodies, joins)


def _join_labels(bodies: Sequence[Spelling], joins: Joins) -> None:
    labels = by_key((body_name(body.way.label), body) for body in bodies)
    for name, alike in labels.items():
        if is_generic(name):
            continue
        spelt_out = [_full_names(body.way) for body in alike]
        if len(frozenset().union(*spelt_out)) < 2 or " " in name:
            joins.join_equal(members_of(alike))
        else:
            # One short form of several names: each meaning stays alone, bare ones are left out.
            told = zip(spelt_out, alike, strict=True)
            for same in by_key((min(full), body) for full, body in told if full).values():
                joins.join_equal(members_of(same))


def _full_names(body: Naming) -> frozenset[str]:
    """What a short form stands for in its article; nothing for a body named in full."""
    if not is_acronym(body.label):
        return frozenset()
    return frozenset(name for name in _specific(body) if " " in name)


def _specific(body: Naming) -> Iterator[str]:
    """Comparable names that may tell the body: not those that every state has one of."""
    written = {body.label, *body.names}
    short = {form for name in written for form in bracketed(name)}
    for name in sorted({body_name(form) for form in written | short}):
        if (
            name
            and not (is_generic(name) or is_descriptive(name))
            and (" " in name or _short_form(name, written | short))
        ):
            yield name


def _short_form(name: str, written: set[str]) -> bool:
    return any(is_acronym(form) and body_name(form) == name for form in written)


def _join_other_names(bodies: Sequence[Spelling], joins: Joins) -> None:
    """A formal and a press name, where some article uses both; never if a name fits several."""
    bearers = by_key((name, body) for body in bodies for name in _specific(body.way))
    for name, alike in bearers.items():
        members = members_of(alike)
        if len(set(map(joins.groups.find, members))) < 2:
            continue
        if " " not in name and len({body_name(body.way.label) for body in alike} - {name}) > 1:
            continue
        first = min(members)
        for others in by_key((joins.groups.find(each), each) for each in members).values():
            joins.join(first, min(others), 0.85, f"both are also called {name}")
