import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saleor_returns_app.domain.receipts.canonical import canonical, read_canonical
from saleor_returns_app.domain.receipts.content import Holder
from saleor_returns_app.domain.receipts.envelope import (
    Changed,
    FormatUnknown,
    KeyNotListed,
    NotAReceipt,
    ReceiptRefused,
    examine,
    seal,
)
from saleor_returns_app.domain.receipts.keys import from_url_safe
from tests.support.builders import NOON
from tests.support.receipts import KEY, KEYS, NOTARY, a_receipt

RECEIPT = a_receipt()
FILES = {"json": RECEIPT.json, "pdf": RECEIPT.pdf}


@pytest.mark.parametrize("form", FILES)
class TestAGenuineFile:
    def test_says_what_was_signed(self, form: str) -> None:
        assert examine(FILES[form], KEYS, NOTARY.is_signed) == RECEIPT.envelope

    def test_is_so_among_other_keys(self, form: str) -> None:
        other = NOTARY.new_key(at=NOON)
        keys = {other.id: from_url_safe(other.public), **KEYS}

        assert examine(FILES[form], keys, NOTARY.is_signed) == RECEIPT.envelope

    def test_needs_its_key(self, form: str) -> None:
        other = NOTARY.new_key(at=NOON)

        with pytest.raises(KeyNotListed):
            examine(FILES[form], {other.id: from_url_safe(other.public)}, NOTARY.is_signed)

    def test_is_not_so_by_another_key_of_that_name(self, form: str) -> None:
        other = NOTARY.new_key(at=NOON)

        with pytest.raises(Changed):
            examine(FILES[form], {KEY.id: from_url_safe(other.public)}, NOTARY.is_signed)


@pytest.mark.parametrize("form", FILES)
class TestAnyChange:
    @settings(max_examples=400, deadline=None)
    @given(data=st.data())
    def test_of_one_byte_is_refused(self, form: str, data: st.DataObject) -> None:
        file = FILES[form]
        place = data.draw(st.integers(0, len(file) - 1))
        byte = data.draw(st.integers(0, 255).filter(lambda one: one != file[place]))

        with pytest.raises(ReceiptRefused):
            examine(file[:place] + bytes([byte]) + file[place + 1 :], KEYS, NOTARY.is_signed)

    @settings(max_examples=200, deadline=None)
    @given(data=st.data())
    def test_of_length_is_refused(self, form: str, data: st.DataObject) -> None:
        file = FILES[form]
        place = data.draw(st.integers(0, len(file)))
        more = data.draw(st.binary(min_size=1, max_size=3))
        less = data.draw(st.integers(0, len(file) - 1))

        for changed in (file[:place] + more + file[place:], file[:less]):
            with pytest.raises(ReceiptRefused):
                examine(changed, KEYS, NOTARY.is_signed)


class TestEveryByteOfTheSeal:
    """Chance would seldom hit what stands around the signed bytes: so all of it is tried."""

    @pytest.mark.parametrize("form", FILES)
    def test_counts(self, form: str) -> None:
        file = FILES[form]
        for place in range(len(file) - 400, len(file)):
            for bit in range(8):
                changed = bytearray(file)
                changed[place] ^= 1 << bit
                with pytest.raises(ReceiptRefused):
                    examine(bytes(changed), KEYS, NOTARY.is_signed)


class TestAFileOfSomethingElse:
    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"%PDF-1.7\n%%EOF\n",
            b"[]",
            b"{}",
            b"\xff\xfe{}",
            b"[" * 100_000,
            b"1" * 5000,
            b'{"receipt":{},"signature":{"alg":"none","kid":"x","value":""}}',
            b'{"receipt":[],"signature":[]}',
        ],
    )
    def test_is_refused_for_what_it_is(self, data: bytes) -> None:
        with pytest.raises(NotAReceipt):
            examine(data, KEYS, NOTARY.is_signed)

    def test_that_is_written_nicely_is_no_longer_what_was_signed(self) -> None:
        nice = json.dumps(json.loads(RECEIPT.json), indent=2).encode()

        with pytest.raises(Changed):
            examine(nice, KEYS, NOTARY.is_signed)

    def test_of_a_later_format_is_not_judged(self) -> None:
        content = {**RECEIPT.content, "format": "saleor-returns-receipt/2"}
        later = seal(content, None, key_id=KEY.id, sign=lambda said: NOTARY.sign(KEY, said))

        with pytest.raises(FormatUnknown):
            examine(later.to_bytes(), KEYS, NOTARY.is_signed)


class TestTheHolder:
    def test_can_be_left_out(self) -> None:
        nameless = replace(RECEIPT.envelope, holder=None)

        assert b"Camille" not in nameless.to_bytes()
        assert examine(nameless.to_bytes(), KEYS, NOTARY.is_signed) == nameless

    def test_cannot_be_another(self) -> None:
        salt = RECEIPT.envelope.holder.salt if RECEIPT.envelope.holder else ""
        other = replace(RECEIPT.envelope, holder=Holder("Eve", salt))

        with pytest.raises(Changed):
            examine(other.to_bytes(), KEYS, NOTARY.is_signed)


class TestCanonical:
    @given(st.dictionaries(st.text("abXY_", max_size=5), st.text('aé€山𝄞\u2028"\\\x7f\n\x01')))
    def test_is_read_as_it_was_written(self, content: dict[str, object]) -> None:
        assert read_canonical(canonical(content)) == content

    def test_is_what_the_rfc_has(self) -> None:
        content = {"b": [1, None, True], "a": '€$\x0f\nA\'B"\\"/', "A": {}}

        assert canonical(content).decode() == (
            '{"A":{},"a":"€$\\u000f\\nA\'B\\"\\\\\\"/","b":[1,null,true]}'
        )
