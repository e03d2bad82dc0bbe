"""Receipts: one for each settlement, the same bytes however often and wherever work is broken off."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from saleor_returns_app.cli.receipts import verify
from saleor_returns_app.domain.messages import MessageKind
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.receipts.content import KEYS_PATH
from saleor_returns_app.domain.receipts.envelope import examine
from saleor_returns_app.domain.receipts.keys import read_key_set
from saleor_returns_app.domain.receipts.receipt import SettlementReceipt
from saleor_returns_app.use_cases.orders.customers import forget_order
from saleor_returns_app.use_cases.receipts import issue_receipt as issuing
from saleor_returns_app.use_cases.receipts.signing_keys import rotate_key
from saleor_returns_app.use_cases.returns.settle_return import mark_refunded
from tests.support.returns import CLERK, Walk, now
from tests.support.whole_app import WholeApp

STEPS = ["sign", "draw", "seal", "write", "second", "mail"]


class Killed(BaseException):
    """The process dies here."""


def a_refunded_case(app: WholeApp) -> str:
    case, _ = Walk(app).to_the_money()
    app.settle(ahead=True)
    return case.number


def receipt_of(app: WholeApp, number: str) -> SettlementReceipt:
    with app.parts.services.transaction() as store:
        receipt = store.receipts.of_case(app.case(number).id)
    assert receipt is not None
    return receipt


def file_of(app: WholeApp, number: str, form: str) -> bytes:
    path = f"/api/desk/v1/returns/{number}/receipt.{form}"
    answer = app.client.get(path, headers=app.staff_headers())
    assert answer.status_code == 200
    return bytes(answer.data)


def keys_of(app: WholeApp) -> dict[str, bytes]:
    return read_key_set(app.client.get(KEYS_PATH).get_json())


def mails_about_money(app: WholeApp, number: str) -> list[Any]:
    case_id = app.case(number).id
    with app.parts.services.transaction() as store:
        messages = store.messages.of_case(case_id)
    return [one for one in messages if one.kind is MessageKind.REFUNDED]


def issue(app: WholeApp, number: str, **other: Any) -> None:
    services = app.parts.services
    parts: dict[str, Any] = {
        "notary": services.notary,
        "paper": services.receipt_paper,
        "files": services.files,
        "letters": services.letters,
        "transaction": services.transaction,
    }
    issuing.issue_receipt(app.case(number).id, at=now(), url=services.public_url, **(parts | other))


class TestARefundThatWasPaid:
    def test_has_a_receipt_that_is_genuine(self, app: WholeApp) -> None:
        number = a_refunded_case(app)
        is_signed = app.parts.services.notary.is_signed

        of_json = examine(file_of(app, number, "json"), keys_of(app), is_signed)
        of_pdf = examine(file_of(app, number, "pdf"), keys_of(app), is_signed)

        assert of_json == of_pdf
        assert of_json.content["paid"]["amount"] == "33.73"
        assert of_json.content["payments"][0]["reference"] == app.case(number).granted_refund_id
        assert of_json.content["policy"]["articles"][0].startswith("Directive 2011/83/EU")

    def test_is_told_of_by_one_mail_with_the_receipt(self, app: WholeApp) -> None:
        number = a_refunded_case(app)

        (mail,) = mails_about_money(app, number)

        assert mail.attachment_name == f"{number}.receipt.pdf"
        assert mail.sent_at is not None

    def test_given_by_other_means_has_one_too(self, app: WholeApp) -> None:
        case, _ = Walk(app).to_the_goods()
        mark_refunded(
            app.shop.id,
            case.number,
            Money(1000, "EUR"),
            reference="Transfer 77",
            at=now(),
            by=CLERK,
            transaction=app.parts.services.transaction,
        )
        app.settle()

        content = json.loads(file_of(app, case.number, "json"))["receipt"]

        assert [(one["how"], one["reference"]) for one in content["payments"]] == [
            ("outside", "Transfer 77")
        ]
        assert content["paid"]["amount"] == "10.00"


class TestAReceiptThatIsMadeAgain:
    def test_stays_the_same(self, app: WholeApp) -> None:
        number = a_refunded_case(app)
        before = [file_of(app, number, form) for form in ("json", "pdf")]

        issue(app, number)
        rotate_key(
            at=now(), notary=app.parts.services.notary, transaction=app.parts.services.transaction
        )
        issue(app, number)
        app.settle()

        assert [file_of(app, number, form) for form in ("json", "pdf")] == before
        assert len(mails_about_money(app, number)) == 1

    @pytest.mark.parametrize("step", STEPS)
    def test_after_the_process_died_is_the_same(
        self, app: WholeApp, monkeypatch: pytest.MonkeyPatch, step: str
    ) -> None:
        case, _ = Walk(app).to_the_goods()
        monkeypatch.setattr(issuing, "issue_receipt", lambda *_, **__: None)
        Walk(app).refund(case)
        app.settle(ahead=True)
        monkeypatch.undo()

        with pytest.raises(Killed):
            issue(app, case.number, **dying_at(app, step))
        signed = drawn(app, case.number)
        rotate_key(
            at=now(), notary=app.parts.services.notary, transaction=app.parts.services.transaction
        )
        issue(app, case.number)
        issue(app, case.number)

        receipt = receipt_of(app, case.number)
        assert signed in (None, receipt.envelope.to_bytes())
        assert file_of(app, case.number, "json") == receipt.envelope.to_bytes()
        envelope = examine(
            file_of(app, case.number, "pdf"), keys_of(app), app.parts.services.notary.is_signed
        )
        assert envelope == receipt.envelope
        assert len(mails_about_money(app, case.number)) == 1


def drawn(app: WholeApp, number: str) -> bytes | None:
    with app.parts.services.transaction() as store:
        receipt = store.receipts.of_case(app.case(number).id)
    return receipt.envelope.to_bytes() if receipt else None


def dying_at(app: WholeApp, step: str) -> dict[str, Any]:
    """Replace a part by one that lets the process die: while it works, or behind its work."""
    services = app.parts.services
    count = 0

    def transaction() -> Any:
        nonlocal count
        count += 1
        if step == "second" and count == 2:
            raise Killed
        return services.transaction()

    class Dying:
        def __init__(self, whole: object, name: str, *, at: int = 1, after: bool = False) -> None:
            self.whole, self.name, self.left, self.after = whole, name, at, after

        def __getattr__(self, name: str) -> Any:
            work: Callable[..., Any] = getattr(self.whole, name)
            return self.die(work) if name == self.name else work

        def die(self, work: Callable[..., Any]) -> Callable[..., Any]:
            def run(*args: Any, **more: Any) -> Any:
                self.left -= 1
                if self.left == 0:
                    if self.after:
                        work(*args, **more)
                    raise Killed
                return work(*args, **more)

            return run

    dying: dict[str, dict[str, Any]] = {
        "sign": {"notary": Dying(services.notary, "sign")},
        "draw": {"paper": Dying(services.receipt_paper, "draw")},
        "seal": {"notary": Dying(services.notary, "sign", at=2)},
        "write": {"files": Dying(services.files, "write", after=True)},
        "second": {"transaction": transaction},
        "mail": {"letters": Dying(services.letters, "write", after=True)},
    }
    return dying[step]


class TestTheKeys:
    def test_of_before_stay_listed_and_valid(self, app: WholeApp) -> None:
        first = a_refunded_case(app)
        (old,) = keys_of(app)
        services = app.parts.services

        new = rotate_key(at=now(), notary=services.notary, transaction=services.transaction)
        second = a_refunded_case(app)

        assert set(keys_of(app)) == {old, new.id}
        used = [
            json.loads(file_of(app, one, "json"))["signature"]["kid"] for one in (first, second)
        ]
        assert used == [old, new.id]
        for number in (first, second):
            examine(file_of(app, number, "pdf"), keys_of(app), services.notary.is_signed)

    def test_do_not_show_their_private_half(self, app: WholeApp) -> None:
        a_refunded_case(app)
        with app.parts.services.transaction() as store:
            key = store.receipt_keys.current()
        query = "select private from receipt_keys"
        with app.parts.database.connection() as connection:
            stored = str(connection.scalar(text(query)))

        assert key is not None
        assert key.private not in stored
        assert key.private not in app.client.get(KEYS_PATH).text
        assert all("d" not in word for word in app.client.get(KEYS_PATH).get_json()["keys"])

    def test_that_can_no_longer_be_read_make_room_for_a_new_one(self, app: WholeApp) -> None:
        number = a_refunded_case(app)
        with app.parts.database.connection() as connection:
            connection.execute(text("update receipt_keys set private = 'lost'"))

        later = a_refunded_case(app)

        assert len(keys_of(app)) == 2
        for one in (number, later):
            examine(file_of(app, one, "json"), keys_of(app), app.parts.services.notary.is_signed)


class TestWhatIsKept:
    @pytest.mark.parametrize(
        "statement",
        [
            "update settlement_receipts set signature = 'x'",
            "update settlement_receipts set content = '{}'",
            "delete from settlement_receipts",
            "truncate settlement_receipts",
            "delete from receipt_keys",
            "update receipt_keys set public = 'x'",
        ],
    )
    def test_cannot_be_rewritten(self, app: WholeApp, statement: str) -> None:
        a_refunded_case(app)

        with (
            pytest.raises(DBAPIError, match=r"written once|stay for ever"),
            app.parts.database.connection() as connection,
        ):
            connection.execute(text(statement))

    def test_names_nobody_once_the_customer_is_forgotten(self, app: WholeApp) -> None:
        number = a_refunded_case(app)
        before = file_of(app, number, "json")
        case = app.case(number)
        with app.parts.services.transaction() as store:
            order = store.orders.locked(case.order_id)
            name = order.snapshot.customer_name
            order.customer_left(at=now())
        far = now() + timedelta(days=3 * 365)

        assert forget_order(case.order_id, at=far, transaction=app.parts.services.transaction)
        app.settle()

        after = file_of(app, number, "json")
        assert (name.encode() in before, name.encode() in after) == (True, False)
        is_signed = app.parts.services.notary.is_signed
        envelope = examine(after, keys_of(app), is_signed)
        assert envelope.signature == json.loads(before)["signature"]["value"]
        assert examine(before, keys_of(app), is_signed).content == envelope.content
        assert examine(file_of(app, number, "pdf"), keys_of(app), is_signed) == envelope
        assert len(mails_about_money(app, number)) == 1

    def test_goes_with_its_shop_and_the_keys_stay(self, app: WholeApp) -> None:
        a_refunded_case(app)
        with app.parts.services.transaction() as store:
            store.installations.erase(app.shop.id)

        with app.parts.database.connection() as connection:
            assert connection.scalar(text("select count(*) from settlement_receipts")) == 0
        assert len(keys_of(app)) == 1


class TestTheCheckPage:
    def test_tells_anybody_that_it_is_genuine_and_not_whose_it_is(self, app: WholeApp) -> None:
        number = a_refunded_case(app)
        content = receipt_of(app, number).content
        name = receipt_of(app, number).holder_name

        answer = app.client.get(urlsplit(content["check"]).path)

        assert answer.status_code == 200
        assert "This receipt is genuine" in answer.text
        assert "33.73" in answer.text
        for hidden in (name, number, content["order"]["number"], content["items"][0]["product"]):
            assert f">{hidden}<" not in answer.text
        assert name not in answer.text

    def test_shows_all_to_who_has_the_secret_link(self, app: WholeApp) -> None:
        walk = Walk(app)
        case, order = walk.to_the_money()
        app.settle(ahead=True)
        find = {"number": order.number, "email": order.email}
        found = app.client.post(f"/api/portal/v1/shops/{app.shop.slug}/orders/find", json=find)
        token = found.get_json()["access_token"]

        own = app.client.get(
            f"/api/portal/v1/returns/{case.number}", headers={"Authorization": f"Bearer {token}"}
        ).get_json()["receipt"]
        page = app.client.get(urlsplit(own["check_url"]).path)

        assert receipt_of(app, case.number).holder_name in page.text
        assert case.number in page.text
        for form in ("pdf", "json"):
            answer = app.client.get(urlsplit(own[f"{form}_url"]).path)
            assert answer.data == file_of(app, case.number, form)

    @pytest.mark.parametrize("token", ["x", "eyJ9.x"])
    def test_shows_nothing_by_a_wrong_link(self, app: WholeApp, token: str) -> None:
        number = a_refunded_case(app)
        path = urlsplit(receipt_of(app, number).content["check"]).path

        assert app.client.get(f"{path}/{token}").status_code == 401

    def test_knows_what_was_never_issued(self, app: WholeApp) -> None:
        answer = app.client.get("/receipts/00000000-0000-0000-0000-000000000000")

        assert answer.status_code == 404
        assert "not genuine" in answer.text


class TestTheCommand:
    def test_tells_genuine_from_not(self, app: WholeApp, tmp_path: Any) -> None:
        number = a_refunded_case(app)
        keys = tmp_path / "keys.json"
        keys.write_bytes(app.client.get(KEYS_PATH).data)
        for form in ("json", "pdf"):
            file = tmp_path / f"receipt.{form}"
            good = file_of(app, number, form)
            file.write_bytes(good)
            genuine = CliRunner().invoke(verify, [str(file), "--keys", str(keys)])
            file.write_bytes(good.replace(b"33.73", b"93.73"))
            changed = CliRunner().invoke(verify, [str(file), "--keys", str(keys)])

            assert (genuine.exit_code, changed.exit_code) == (0, 1)
            assert genuine.output.startswith("GENUINE.")
            assert "33.73 EUR" in genuine.output
            assert changed.output.startswith("NOT GENUINE.")

    def test_does_not_judge_without_the_key(self, app: WholeApp, tmp_path: Any) -> None:
        number = a_refunded_case(app)
        services = app.parts.services
        file, keys = tmp_path / "receipt.json", tmp_path / "keys.json"
        file.write_bytes(file_of(app, number, "json"))
        other = services.notary.new_key(at=now())
        keys.write_text(json.dumps({"keys": [{"kty": "OKP", "crv": "Ed25519", "x": other.public}]}))

        answers = [
            CliRunner().invoke(verify, [str(file), "--keys", str(place), "--json"])
            for place in (keys, tmp_path / "none.json", file)
        ]

        assert [answer.exit_code for answer in answers] == [2, 2, 2]
        verdicts = [json.loads(answer.output)["verdict"] for answer in answers]
        assert verdicts == ["key_not_listed", "keys_unreadable", "keys_unreadable"]
