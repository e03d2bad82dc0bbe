import re
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from saleor_returns_app.adapters import languages as of_mails
from saleor_returns_app.domain import errors
from saleor_returns_app.translations.extraction import ROOT
from saleor_returns_app.web import languages as of_pages

TRANSLATIONS = ROOT / "saleor_returns_app" / "translations"
PACKAGES = ("saleor_returns_app", "webhooks", "manifest")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}")
LANGUAGES = [language for language in of_mails.LANGUAGES if language != of_mails.SOURCE]


@cache
def words_in_the_code() -> Catalog:
    with (TRANSLATIONS / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    catalog = Catalog()
    for name, line, words, comments, context in extract_from_dir(ROOT, methods, options):
        if name.startswith(PACKAGES):
            catalog.add(words, None, [(name, line)], auto_comments=comments, context=context)
    return catalog


def catalog_of(language: str) -> Catalog:
    with po_of(language).open("rb") as file:
        return read_po(file, locale=language)


def po_of(language: str) -> Path:
    return TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"


def forms(message: Message) -> tuple[str, ...]:
    said = message.string or ""
    return (said,) if isinstance(said, str) else tuple(said)


def originals(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


class TestTheWordsInTheCode:
    def test_are_found_in_code_and_in_templates(self) -> None:
        found = words_in_the_code()

        assert "Return slip" in found
        assert "See your return" in found

    def test_have_the_sentences_of_all_refusals(self) -> None:
        found = words_in_the_code()

        refusals = [thing for thing in vars(errors).values() if isinstance(thing, type)]
        sentences = [
            (refusal.__doc__ or "").splitlines()[0]
            for refusal in refusals
            if issubclass(refusal, errors.ReturnsError)
        ]
        assert len(sentences) > 30
        assert [sentence for sentence in sentences if sentence not in found] == []

    def test_have_the_sentences_that_refusals_are_raised_with(self) -> None:
        assert "Only a refund can be paid through Saleor." in words_in_the_code()

    def test_have_the_problems_that_are_noted_on_a_case(self) -> None:
        assert "The payment provider did not pay the refund." in words_in_the_code()

    def test_are_spoken_alike_by_pages_and_mails(self) -> None:
        assert of_pages.LANGUAGES == of_mails.LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
class TestALanguage:
    def test_has_every_word_translated(self, language: str) -> None:
        catalog = catalog_of(language)

        missing = [
            message.id
            for message in words_in_the_code()
            if message.id and not is_translated(catalog.get(message.id, message.context))
        ]
        assert missing == []

    def test_keeps_the_placeholders(self, language: str) -> None:
        wrong = [message.id for message in catalog_of(language) if message.id and not fits(message)]
        assert wrong == []

    def test_is_compiled(self, language: str) -> None:
        compiled = BytesIO()
        write_mo(compiled, catalog_of(language))

        assert po_of(language).with_suffix(".mo").read_bytes() == compiled.getvalue()


def is_translated(message: Message | None) -> bool:
    return message is not None and not message.fuzzy and all(forms(message))


def fits(message: Message) -> bool:
    """Whether a translation says what its original says; a singular may leave its number out."""
    *singular, last = forms(message)
    known = set(placeholders(originals(message)[-1]))
    return placeholders(last) == placeholders(originals(message)[-1]) and all(
        set(placeholders(form)) <= known for form in singular
    )
