"""Batches of things of similar sizes, so that little of a batch is padding, and their order."""

import random
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

NOISE = 4  # by which sizes in a batch may differ
Item = TypeVar("Item")


def similar(items: Sequence[Item], size: Callable[[Item], int], most: int) -> list[list[Item]]:
    """All items in batches of about ``most`` in size, padding included, in random order."""
    batches: list[list[Item]] = [[]]
    for item in sorted(items, key=lambda each: size(each) + random.random() * NOISE):
        if batches[-1] and (len(batches[-1]) + 1) * size(item) > most:
            batches.append([])
        batches[-1].append(item)
    random.shuffle(batches)
    return batches


def alternate(streams: Sequence[Iterator[Item]]) -> Iterator[Item]:
    """One item of each stream in turn."""
    while True:
        for stream in streams:
            yield next(stream)
