"""Words, parts of speech and PER/LOC/ORG of sentences, by the trained tagger behind a spaCy pipeline.

The only module that imports spaCy. The tagger has learnt from LAC how to cut words and names them by LAC's tags; its
one reading of a sentence gives words and names.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry
from spacy.vocab import Vocab

from kg.model import Span as TextSpan
from kg.model import Token
from kg.models.tagger import Reader, WordSpan, load_reader

ENTITY_TAGS = ("PER", "LOC", "ORG")
# Lone surrogates cannot enter spaCy's string store, and control characters mean nothing to the model.
_STRANGE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class ModelTokenizer:
    """A spaCy tokenizer: text to `Doc` with the tagger's words, their tags in `tag_`, PER, LOC and ORG as entities."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        (tokens,) = read([text], load_reader())
        surfaces = [_STRANGE.sub(" ", token.text) for token in tokens]
        doc = Doc(self.vocab, words=surfaces, spaces=[False] * len(tokens), tags=[token.tag for token in tokens])
        doc.ents = tuple(Span(doc, i, i + 1, label=t.tag) for i, t in enumerate(tokens) if t.tag in ENTITY_TAGS)
        return doc


@registry.tokenizers("kg.tokenizer.v1")
def make_tokenizer():  # type: ignore[no-untyped-def]  # spaCy builds a schema of the arguments and wants none typed
    """A maker of `ModelTokenizer` for a pipeline's config."""

    def make(nlp: Language) -> ModelTokenizer:
        return ModelTokenizer(nlp.vocab)

    return make


@cache
def load_language() -> Language:
    """The spaCy pipeline; loaded once a process."""
    return spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "kg.tokenizer.v1"}}})


def read(texts: Sequence[str], reader: Reader) -> list[tuple[Token, ...]]:
    """The words of sentences, in order; spans count code points of each text.

    They join to the text: a line break, and blanks around it, belong to the word before.
    """
    return [_tiled(text, found) for text, found in zip(texts, reader.words(texts), strict=True)]


def _tiled(text: str, found: Sequence[WordSpan]) -> tuple[Token, ...]:
    if not found:
        return (Token(TextSpan(0, len(text)), text, "w"),) if text else ()
    starts = [0, *(word.start for word in found[1:])]
    bounds = itertools.pairwise([*starts, len(text)])
    return tuple(
        Token(TextSpan(start, end), text[start:end], word.tag) for (start, end), word in zip(bounds, found, strict=True)
    )
