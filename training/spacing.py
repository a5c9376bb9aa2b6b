"""Spacing of the present release, read off its raw text, for sentences of the old one."""

import html
from collections.abc import Sequence
from dataclasses import replace

from training.treebank import Sentence, merge_words

HYPHENS = frozenset({"-", "–"})


class RawText:
    """A running text that sentences are looked up in, whatever their spacing was."""

    def __init__(self, text: str) -> None:
        self.letters: list[str] = []
        self.spaced: list[bool] = []
        space = False
        for letter in text:
            if letter.isspace():
                space = True
            else:
                self.letters.append(letter)
                self.spaced.append(space)
                space = False
        self.joined = "".join(self.letters)

    def spaces_after(self, forms: Sequence[str]) -> list[bool] | None:
        """For each form whether a space follows it; None where the text has no such sentence."""
        start = self.joined.find("".join(forms))
        if start < 0:
            return None
        gaps = []
        for form in forms:
            start += len(form)
            gaps.append(start >= len(self.spaced) or self.spaced[start])
        return gaps


def respace(sentence: Sentence, raw: RawText) -> Sentence:
    """Entities unescaped, spacing as in the raw text, hyphened words in one piece."""
    plain = tuple(
        replace(word, form=html.unescape(word.form).replace(" ", "")) for word in sentence.words
    )
    gaps = raw.spaces_after([word.form for word in plain])
    if gaps is None:
        gaps = [
            word.space_after and not _doubling(plain, i) and not _doubling(plain, i - 1)
            for i, word in enumerate(plain)
        ]
    words = tuple(replace(word, space_after=gap) for word, gap in zip(plain, gaps, strict=True))
    return join_hyphened(replace(sentence, words=words))


def _doubling(words: Sequence[object], at: int) -> bool:
    forms = [getattr(word, "form", "") for word in words[max(0, at) : at + 3]]
    return (
        at >= 0 and len(forms) == 3 and forms[1] in HYPHENS and forms[0].lower() == forms[2].lower()
    )


def join_hyphened(sentence: Sentence) -> Sentence:
    """Words written together around a hyphen become one word."""
    index = 1
    while index + 1 < len(sentence.words):
        before, mark, after = sentence.words[index - 1 : index + 2]
        tight = not before.space_after and not mark.space_after
        if mark.form in HYPHENS and tight and _joins(before.form, after.form):
            form = before.form + mark.form + after.form
            sentence = merge_words(sentence, index - 1, index + 1, form)
        else:
            index += 1
    return sentence


def _joins(before: str, after: str) -> bool:
    return before[-1].isalnum() and (after.isalpha() or before.lower() == "ke")
