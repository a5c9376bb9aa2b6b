"""Verb forms of an Indonesian stem, so that frames list stems and not forms.

The nasal prefix meN- follows Sneddon, *Indonesian: A Comprehensive Grammar* (2010), 1.2.
"""

import functools
from collections.abc import Mapping

_VOWELS = "aeiou"
_DROPPED = {"k": "meng", "p": "mem", "s": "meny", "t": "men"}  #: the stem's first sound goes
_KEPT = {
    **dict.fromkeys("bfv", "mem"),
    **dict.fromkeys("cdjz", "men"),
    **dict.fromkeys("gh" + _VOWELS, "meng"),
    **dict.fromkeys("lmnrwy", "me"),
}
_CLUSTERS = ("pr", "kr", "tr", "st", "sp", "sk", "kl", "pl", "sy", "kh")  #: loans keep their sound
_SYLLABLES = 4  #: letters; a shorter stem ("tes", "bom", "cap") takes menge-


@functools.cache
def voices(stem: str) -> Mapping[str, str]:
    """The forms of a transitive stem ("kirimkan") with their voice, "active" or "passive"."""
    forms = dict.fromkeys(_active(stem), "active")
    ter = "te" if stem.startswith("r") else "ter"
    return forms | {f"di{stem}": "passive", f"{ter}{stem}": "passive"}


def _active(stem: str) -> tuple[str, ...]:
    first = stem[0]
    if len(stem) < _SYLLABLES and stem[-1] not in _VOWELS:
        return (f"menge{stem}",)
    if stem.startswith(_CLUSTERS):
        prefix = _DROPPED.get(first, "me")
        return (f"{'men' if first == 's' else prefix}{stem}", f"{prefix}{stem[1:]}")
    if stem.startswith("per"):  # the prefix per- keeps its sound, a stem in pe- does not
        return (f"mem{stem}", f"mem{stem[1:]}")
    if first in _DROPPED:
        return (f"{_DROPPED[first]}{stem[1:]}",)
    return (f"{_KEPT.get(first, 'me')}{stem}",)
