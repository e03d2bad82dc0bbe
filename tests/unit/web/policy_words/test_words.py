"""What merchants read of a policy."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings

from saleor_returns_app.adapters.policy_files import document_of
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.conditions import (
    ALWAYS,
    AllOf,
    AnyOf,
    FactName,
    FactTest,
    NoneOf,
    Operator,
)
from saleor_returns_app.domain.policy.differences import Change, differences
from saleor_returns_app.domain.policy.document import (
    FeeRule,
    PolicyDocument,
    Refuse,
    Rule,
    Settings,
    Texts,
    WindowRule,
)
from saleor_returns_app.domain.policy.findings import Finding, FindingCode
from saleor_returns_app.domain.policy.terms import Outcome, Payer, ReturnMethod
from saleor_returns_app.web.languages import LANGUAGES, speaking
from saleor_returns_app.web.policy_words import (
    action_sentences,
    difference_sentence,
    finding_sentence,
    when_words,
)
from saleor_returns_app.web.policy_words.conditions import fact_name
from tests.support.policies import documents, everything

COUNTRY = FactTest(FactName.COUNTRY, Operator.IN, ("DE", "AT"))
SHOES = FactTest(FactName.CATEGORY, Operator.IS, ("shoes",))
DEAR = FactTest(FactName.UNIT_PRICE, Operator.GREATER, (20000,), currency="EUR")
OFTEN = FactTest(FactName.CUSTOMER_RETURNS, Operator.BETWEEN, (3, 9), within_days=90)
FIRST = FactTest(FactName.IS_FIRST_ORDER, Operator.IS_NOT, (True,))


@pytest.fixture
def in_english() -> Iterator[None]:
    with speaking("en"):
        yield


@pytest.fixture
def in_french() -> Iterator[None]:
    with speaking("fr"):
        yield


@pytest.mark.usefixtures("in_english")
class TestAConditionInEnglish:
    @pytest.mark.parametrize(
        ("condition", "words"),
        [
            (ALWAYS, "Always"),
            (
                AllOf((COUNTRY, SHOES)),
                "When the order goes to Germany or Austria and the item is in category shoes",
            ),
            (
                AnyOf((AllOf((SHOES, FIRST)), DEAR)),
                "When (the item is in category shoes and it is not the customer's first order) "
                "or the item's price is more than €200.00",
            ),
            (NoneOf((SHOES,)), "When the item is not in category shoes"),
            (NoneOf((FIRST,)), "When it is the customer's first order"),
            (NoneOf((DEAR,)), "When it is not so that the item's price is more than €200.00"),
            (
                NoneOf((SHOES, OFTEN)),
                "When none of this is so: the item is in category shoes; "
                "the number of the customer's returns in 90 days is from 3 to 9",
            ),
            (
                FactTest(FactName.ATTRIBUTE, Operator.CONTAINS, ("silk",), of="material"),
                "When the item's attribute material contains silk",
            ),
            (
                FactTest(FactName.REASON, Operator.IN, ("damaged", "late")),
                "When the reason is “Damaged or faulty” or “Arrived too late”",
            ),
            (
                FactTest(FactName.WEIGHT, Operator.LESS, (1500,)),
                "When the item's weight is less than 1,500 g",
            ),
            (
                FactTest(FactName.LANGUAGE, Operator.IS_NOT, ("pt_BR",)),
                "When the customer's language is not Portuguese (BR)",
            ),
        ],
    )
    def test_reads_like_a_sentence(self, condition: AllOf, words: str) -> None:
        assert when_words(condition) == words


@pytest.mark.usefixtures("in_french")
class TestAConditionInFrench:
    def test_reads_like_a_sentence(self) -> None:
        assert when_words(AllOf((COUNTRY, NoneOf((SHOES,)), DEAR))) == (
            "Quand le pays de livraison est Allemagne ou Autriche et l’article "
            "n’est pas dans la catégorie shoes et le prix de l’article dépasse 200,00\xa0€"
        )


RULE = Rule(
    "a",
    "A",
    COUNTRY,
    Settings(
        window=WindowRule(60),
        fee=FeeRule((Money(200, "EUR"), Money(300, "USD"))),
        outcomes=(Outcome.REFUND, Outcome.STORE_CREDIT),
        methods=(ReturnMethod.KEEP,),
        credit_bonus_rate=750,
        photo=True,
    ),
    Refuse(Texts({"fr": "Non."})),
)


class TestActions:
    @pytest.mark.usefixtures("in_english")
    def test_are_said_one_by_one(self) -> None:
        assert action_sentences(RULE) == [
            "The item is refused: “Non.” (French)",
            "Return window: 60 days from the delivery",
            "Return fee: €2.00 or $3.00",
            "Outcomes offered: Refund, Store credit",
            "Bonus on store credit: 7.5 %",
            "Ways back offered: Keep the item",
            "Photo: required",
        ]

    @pytest.mark.usefixtures("in_french")
    def test_are_said_in_french(self) -> None:
        fee = FeeRule(rate=1000, payer=Payer.MERCHANT)

        assert action_sentences(Rule("b", "B", then=Settings(fee=fee))) == [
            "Frais de retour : 10 % de la valeur des articles, à la charge de la boutique"
        ]


class TestDifferences:
    @pytest.mark.usefixtures("in_english")
    def test_are_said_with_what_was_and_what_is(self) -> None:
        before = PolicyDocument(rules=(RULE, Rule("b", "B", then=Settings(approval=True))))
        after = PolicyDocument(
            rules=(
                Rule("b", "Bee", SHOES, Settings(approval=False)),
                Rule("c", "C", DEAR, Settings(fee=FeeRule()), is_on=True),
            ),
            languages=("en", "fr"),
        )

        assert [difference_sentence(one) for one in differences(before, after)] == [
            "Languages: from English to English, French",
            "Rule “A” is gone: When the order goes to Germany or Austria: "
            + "; ".join(action_sentences(RULE)),
            "Rule “B” is now called “Bee”",
            "Rule “Bee” fired: Always. Now: When the item is in category shoes",
            "Rule “Bee”: Approval: from required to not required",
            "Rule “C” is new: When the item's price is more than €200.00: Return fee: free",
        ]

    @pytest.mark.parametrize("language", LANGUAGES)
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(one=documents(), other=documents())
    def test_can_all_be_said(
        self, language: str, one: PolicyDocument, other: PolicyDocument
    ) -> None:
        with speaking(language):
            assert all(difference_sentence(found) for found in differences(one, other))
            assert all(difference_sentence(found) for found in differences(other, one))


FACTS = {
    "by": "B",
    "what": "window",
    "languages": "fr, en",
    "carrier": "dpd",
    "method": "keep",
    "days": "14",
    "countries": "DE, FR",
}


@pytest.mark.parametrize("language", LANGUAGES)
class TestEveryCode:
    def test_of_a_finding_has_a_sentence(self, language: str) -> None:
        with speaking(language):
            said = {
                finding_sentence(Finding(code, "rules[0]", facts=FACTS)) for code in FindingCode
            }

        assert len(said) == len(FindingCode)

    def test_of_a_fact_has_a_name(self, language: str) -> None:
        with speaking(language):
            names = {
                fact_name(FactTest(fact, Operator.IS, (1,), of="x", within_days=90))
                for fact in FactName
            }

        assert len(names) == len(FactName)

    def test_of_a_change_has_a_sentence(self, language: str) -> None:
        whole, none = document_of(everything()), PolicyDocument(rules=(RULE,))
        with speaking(language):
            found = [*differences(none, whole), *differences(whole, none)]
            said = [difference_sentence(one) for one in found]

        assert "%(" not in " ".join(said)
        assert {one.change for one in found} >= {Change.RULE_ADDED, Change.ADDRESS_REMOVED}
