import pytest

from saleor_returns_app.adapters.languages import language_of
from saleor_returns_app.domain.money import Money


class TestLanguageOf:
    @pytest.mark.parametrize(
        ("code", "expected"),
        [
            ("FR", "fr"),
            ("FR_CA", "fr_CA"),
            ("fr-BE", "fr_BE"),
            ("FR_ATLANTIS", "fr"),
            ("EN_GB", "en_GB"),
            ("", "en"),
            ("DE", "en"),
            ("ZH_HANS_CN", "en"),
            ("../../etc/passwd", "en"),
        ],
    )
    def test_understands_the_codes_of_saleor(self, code: str, expected: str) -> None:
        assert str(language_of(code).locale) == expected

    def test_speaks_french(self) -> None:
        assert language_of("FR").words.gettext("Return fee") == "Frais de retour"

    @pytest.mark.parametrize(
        ("code", "amount", "expected"),
        [
            ("EN_US", Money(123456, "EUR"), "€1,234.56"),
            ("FR", Money(123456, "EUR"), "1\u202f234,56\xa0€"),
            ("EN_US", Money(1234, "JPY"), "¥1,234"),
            ("EN_US", Money(1234, "KWD"), "KWD1.234"),
            ("EN_US", Money(10**17 + 1, "EUR"), "€1,000,000,000,000,000.01"),
        ],
    )
    def test_writes_amounts_exactly(self, code: str, amount: Money, expected: str) -> None:
        assert language_of(code).money(amount) == expected
