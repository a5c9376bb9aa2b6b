"""Stages that cost nothing and can be sent to other processes, and parsers that misbehave there."""

import functools
import os
import signal
import time
from dataclasses import replace
from pathlib import Path

from kg.errors import InputError, ModelError
from kg.model import Article, Sentence
from kg.stages import Stages
from tests.fakes import LineParser, fake_stages, read_names, resolve_apart


def stages() -> Stages:
    return replace(fake_stages(), make_parser=LineParser, read=read_names, resolve=resolve_apart)


def with_parser(parser: type[LineParser], *arguments: object) -> Stages:
    return replace(stages(), make_parser=functools.partial(parser, *arguments))


class Deadly(LineParser):
    """Kills its process at articles whose text says so: each time, or ``times`` in all."""

    def __init__(self, folder: Path, times: int = 10**6) -> None:
        super().__init__()
        self.folder = folder
        self.times = times

    def parse(self, article: Article) -> tuple[Sentence, ...]:
        died = len(list(self.folder.glob("died-*")))
        if "Maut" in article.text and died < self.times:
            (self.folder / f"died-{os.getpid()}-{died}").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().parse(article)


class Stalling(LineParser):
    """Never ends on one node of a cluster, and tells when it is there; others wait for that."""

    def __init__(self, folder: Path, node: str) -> None:
        super().__init__()
        self.folder = folder
        self.node = node

    def parse(self, article: Article) -> tuple[Sentence, ...]:
        import ray

        if ray.get_runtime_context().get_node_id() == self.node:
            (self.folder / "stalled").touch()
            time.sleep(1e6)
        _wait(self.folder, "stalled")
        return super().parse(article)


class Marking(LineParser):
    """Tells what one node of a cluster has parsed; others wait until there is something."""

    def __init__(self, folder: Path, node: str) -> None:
        super().__init__()
        self.folder = folder
        self.node = node

    def parse(self, article: Article) -> tuple[Sentence, ...]:
        import ray

        sentences = super().parse(article)
        if ray.get_runtime_context().get_node_id() == self.node:
            (self.folder / f"parsed-{article.id}").touch()
        else:
            _wait(self.folder, "parsed-*")
        return sentences


def _wait(folder: Path, name: str) -> None:
    while not list(folder.glob(name)):
        time.sleep(0.05)


class Stuck(LineParser):
    """Never ends at articles whose text says so, and tells when it is there."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def parse(self, article: Article) -> tuple[Sentence, ...]:
        if "Macet" in article.text:
            (self.folder / f"stuck-{os.getpid()}").touch()
            time.sleep(1e6)
        return super().parse(article)


class Noting(LineParser):
    """Notes each time that it is loaded, and the threads that torch computes with there."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        import torch

        number = len(list(folder.glob(f"{os.getpid()}-*")))
        (folder / f"{os.getpid()}-{number}").write_text(str(torch.get_num_threads()))


class Picky(LineParser):
    def parse(self, article: Article) -> tuple[Sentence, ...]:
        if "Tolak" in article.text:
            raise InputError(f"{article.id} is refused")
        return super().parse(article)


class Missing(LineParser):
    def __init__(self) -> None:
        raise ModelError("no models there")


class Unfit(LineParser):
    """Cannot be loaded on one node of a cluster; others get done with nothing."""

    def __init__(self, node: str) -> None:
        super().__init__()
        import ray

        if ray.get_runtime_context().get_node_id() == node:
            raise ModelError("this processor cannot")

    def parse(self, article: Article) -> tuple[Sentence, ...]:
        time.sleep(1e6)
        return super().parse(article)


class Dying(LineParser):
    def __init__(self) -> None:
        os.kill(os.getpid(), signal.SIGKILL)
