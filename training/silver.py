"""Names in articles that nobody annotated, as the graph builder finds them.

Its gazetteers, its table of headwords and its merging of names within an article see more than a
name tagger does, so what it finds is worth learning from (distant supervision).
"""

import logging
from collections.abc import Iterator, Set
from pathlib import Path

from kg.articles import read_articles
from kg.errors import InputError
from kg.stages import Settings, real_stages
from training.tagged import KINDS, Span, is_name

log = logging.getLogger(__name__)


def silver_articles(path: Path, left_out: Set[str]) -> Iterator[tuple[str, list[Span]]]:
    """Text and names of every article of a file, but for those ``left_out`` by their ids.

    The models are those of the bundle of the checkout. Descriptions are no names.
    """
    stages = real_stages(Settings(), path.parent)
    parser = stages.make_parser()
    for article in read_articles([str(path)]):
        if isinstance(article, InputError):
            raise article
        if article.id not in left_out:
            reading = stages.read(article, parser.parse(article))
            yield (
                article.text,
                sorted(
                    {
                        Span(start=mention.start, end=mention.end, kind=KINDS[mention.type])
                        for entity in reading.entities
                        for mention in entity.mentions
                        if mention.type in KINDS and is_name(mention.quote)
                    },
                    key=lambda span: (span.start, span.end),
                ),
            )
