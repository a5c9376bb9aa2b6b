"""Organisations across articles: by key, by equal name, and by a short name that both bear."""

from collections.abc import Iterator, Sequence

from kg.model import Entity
from kg.resolve.groups import by_key
from kg.resolve.named import Joins, Named
from kg.resolve.names import body_name, bracketed, is_acronym, is_descriptive, is_generic


def join_bodies(bodies: Sequence[Named], joins: Joins) -> None:
    """Join organisations. A name that every state has one of joins nothing by itself."""
    for members in by_key((b.entity.key, b.member) for b in bodies if b.entity.key).values():
        joins.join_equal(members)
    _join_labels(bodies, joins)
    _join_other_names(bodies, joins)


def _join_labels(bodies: Sequence[Named], joins: Joins) -> None:
    labels = by_key((body_name(body.entity.label), body.member) for body in bodies)
    spelt_out = {body.member: _full_names(body.entity) for body in bodies}
    for name, members in labels.items():
        if is_generic(name):
            continue
        meanings = {full for member in members for full in spelt_out[member]}
        if len(meanings) < 2 or " " in name:
            joins.join_equal(members)
        else:
            # One short form of several names: each meaning stays alone, bare ones are left out.
            told = ((min(spelt_out[m]), m) for m in members if spelt_out[m])
            for alike in by_key(told).values():
                joins.join_equal(alike)


def _full_names(body: Entity) -> frozenset[str]:
    """What a short form stands for in its article; nothing for a body named in full."""
    if not is_acronym(body.label):
        return frozenset()
    return frozenset(name for name in _specific(body) if " " in name)


def _specific(body: Entity) -> Iterator[str]:
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


def _join_other_names(bodies: Sequence[Named], joins: Joins) -> None:
    """A formal and a press name, where some article uses both; never if a name fits several."""
    bearers = by_key((name, body.member) for body in bodies for name in _specific(body.entity))
    labels = {body.member: body_name(body.entity.label) for body in bodies}
    for name, members in bearers.items():
        groups = by_key((joins.groups.find(member), member) for member in members)
        if len(groups) < 2:
            continue
        if " " not in name and len({labels[m] for m in members} - {name}) > 1:
            continue
        first = min(members)
        for alike in groups.values():
            joins.join(first, min(alike), 0.85, f"both are also called {name}")
