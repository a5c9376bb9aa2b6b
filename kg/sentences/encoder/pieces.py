"""Words cut into the pieces that the encoder has vectors for: the one place that cuts them.

The pieces are those of XLM-R (Conneau et al. 2020), a unigram model over text in normal form NFKC
in which "▁" stands for the space before a word.
"""

from collections.abc import Iterable, Sequence

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

BEGIN, PAD, END, UNKNOWN = range(4)
LONGEST_WORD = 64  #: pieces; what a longer one has more of is left out
_REMEMBERED = 200_000  #: words


class Pieces:
    """Cuts words by a vocabulary of pieces, each with its log-probability.

    The first four entries are the marks for the beginning, padding, end and the unknown.
    """

    def __init__(self, vocabulary: Iterable[tuple[str, float]]) -> None:
        self.vocabulary = list(vocabulary)
        self._tokenizer = Tokenizer(models.Unigram(self.vocabulary, unk_id=UNKNOWN))
        self._tokenizer.normalizer = normalizers.NFKC()
        self._tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(
            replacement="▁", prepend_scheme="always", split=False
        )
        self._known: dict[str, tuple[int, ...]] = {}

    def words(self, words: Sequence[str]) -> list[tuple[int, ...]]:
        """The pieces of each word, at least one; a word's do not depend on the others."""
        fresh = sorted({word for word in words if word not in self._known})
        if fresh:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
                fresh = sorted(set(words))
            cut = self._tokenizer.encode_batch(fresh, add_special_tokens=False)
            for word, one in zip(fresh, cut, strict=True):
                self._known[word] = tuple(one.ids[:LONGEST_WORD]) or (UNKNOWN,)
        return [self._known[word] for word in words]
