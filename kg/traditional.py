"""Traditional characters -> the simplified ones that stand for them, one for one, so that no offset moves.

For matching only: what is printed stays as it is. The characters are OpenCC's.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

# traditional elsewhere, but in simplified texts characters of their own, of names above all: 乾县, 张昇, 於女士, 鉅鹿
_BOTH: Final = "乾昇甯於徵鉅麼夥瞭著藉"
_QUOTES: Final = str.maketrans("「」『』", "“”‘’")


def simplified(text: str) -> str:
    """`text` with each traditional character replaced by its simplified one; as long as before."""
    return text if text.isascii() else text.translate(_table())


def analysed(text: str) -> str | None:
    """`text` as rules and tagger, made for simplified news, read it, as long as before; None where it is simplified.

    A text is traditional if one in twenty of its Chinese characters is.
    """
    changed = simplified(text)
    differing = sum(a != b for a, b in zip(text, changed, strict=True)) if changed != text else 0
    if differing < 2 or differing * 20 < len(re.findall("[\u3400-\u9fff]", text)):
        return None
    return changed.translate(_QUOTES)


@cache
def _table() -> dict[int, str]:
    from opencc import OpenCC  # loads a dictionary: only where a name or text is not ASCII

    plain = [chr(c) for c in range(0x3400, 0xA000)]
    found = OpenCC("t2s").convert("\n".join(plain)).split("\n")
    pairs = zip(plain, found, strict=True)
    return {ord(a): b for a, b in pairs if a != b and len(b) == 1 and a not in _BOTH}
