"""What is written in letters can be read again, whatever it is."""

from hypothesis import given
from hypothesis import strategies as st

from kb.search.letters import BETWEEN, alphabet
from tests.search.carried import read

_TEXTS = st.lists(st.text(min_size=1), min_size=1)
_MANY = [chr(0x4E00 + number) for number in range(6000)]


@given(_TEXTS, _TEXTS)
def test_texts_come_out_as_they_went_in(known: list[str], texts: list[str]) -> None:
    letters = alphabet(known, [])
    written = letters.write(*texts)
    assert written.isascii()
    assert not {'"', "\\", "<", "\n"} & {*written}
    assert read(letters, written) == texts


def test_more_characters_than_letters_are_written_out() -> None:
    letters = alphabet(_MANY, _MANY)
    assert read(letters, letters.write("".join(_MANY), BETWEEN)) == ["".join(_MANY), BETWEEN]
