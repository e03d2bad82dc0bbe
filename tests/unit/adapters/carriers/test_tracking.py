from hypothesis import given
from hypothesis import strategies as st

from saleor_returns_app.adapters.carriers.offline.tracking import (
    SIGNS,
    check_sign,
    tracking_number,
)

plain = st.text(SIGNS, min_size=1, max_size=20)


class TestTrackingNumber:
    def test_is_the_return_number_with_its_check_sign(self) -> None:
        assert tracking_number("R-2026-000123") == "R2026000123" + check_sign("R2026000123")

    def test_has_the_check_sign_of_the_standard(self) -> None:
        # The example number of GRid, which is checked by ISO/IEC 7064 MOD 37,36 as ours are.
        assert check_sign("A12425GABC1234002") == "M"

    @given(plain, st.data())
    def test_shows_every_single_wrong_sign(self, text: str, data: st.DataObject) -> None:
        at = data.draw(st.integers(0, len(text) - 1))
        wrong = data.draw(st.sampled_from(SIGNS).filter(lambda sign: sign != text[at]))

        assert check_sign(text[:at] + wrong + text[at + 1 :]) != check_sign(text)
