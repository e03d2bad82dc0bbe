"""The hosted pages, walked through by a browser without JavaScript."""

import random
from datetime import timedelta

import pytest
import time_machine

from saleor_returns_app.domain.policy.terms import Outcome
from saleor_returns_app.http.entry import now
from tests.integration.portal.conftest import POLICY
from tests.support.flat_policies import FlatPolicy
from tests.support.forms import Browser, Page
from tests.support.sandbox import FaultEffect, a_line
from tests.support.shopper import Shopper
from tests.support.whole_app import WholeApp


class Walk:
    """A shopper on the pages."""

    def __init__(self, shopper: Shopper) -> None:
        self.shopper = shopper
        self.browser = Browser(shopper.app.client)
        self.home = f"/portal/{shopper.app.shop.slug}/"

    def to_items(self) -> Page:
        find = self.browser.open(self.home)
        order = self.shopper.order
        return self.browser.send(find.form(self.home), number=order.number, proof=order.email)

    def to_options(self, quantity: str = "1", reason: str = "too_small", **more: str) -> Page:
        page = self.to_items()
        line = self.shopper.order.line_ids[0]
        values = {f"quantity.{line}": quantity, f"reason.{line}": reason}
        values |= {f"{name}.{line}": value for name, value in more.items()}
        return self.browser.send(page.form("/order"), **values)

    def to_review(self, **chosen: str) -> Page:
        return self.browser.send(self.to_options().form("/options"), **chosen)

    def to_done(self) -> Page:
        return self.browser.send(self.to_review().form("/review"))


@pytest.fixture
def walk(shopper: Shopper) -> Walk:
    return Walk(shopper)


class TestTheWalk:
    def test_leads_from_the_order_to_the_label(self, walk: Walk) -> None:
        review = walk.to_review()
        assert "Woven scarf" in review.text
        assert "Original shipping By law, with the whole order €6.00" in review.text
        assert "Return fee − €5.00" in review.text
        assert "Total €33.73" in review.text

        done = walk.browser.send(review.form("/review"))
        assert done.path.endswith("/done")
        assert "Your return is registered" in done.text
        assert "Your label is being made" in done.text
        assert {"http-equiv": "refresh", "content": "5"} in done.metas

        walk.shopper.app.settle()
        ready = walk.browser.open(done.path)
        assert not [meta for meta in ready.metas if meta.get("http-equiv")]
        link = next(link for link in ready.links if link.endswith("/label"))
        label = walk.browser.client.get(link, follow_redirects=True)
        assert label.mimetype == "application/pdf"

    def test_shows_the_status_with_what_has_happened(self, walk: Walk) -> None:
        done = walk.to_done()
        walk.shopper.app.settle()

        page = walk.browser.open(done.path.removesuffix("/done"))

        assert "Label ready, parcel not sent yet" in page.text
        assert "Nothing due yet" in page.text
        assert page.text.index("Label made") < page.text.index("Return requested")

    def test_takes_a_return_back(self, walk: Walk) -> None:
        done = walk.to_done()
        page = walk.browser.open(done.path.removesuffix("/done"))

        cancelled = walk.browser.send(page.form("/cancel"))

        assert "Your return is cancelled." in cancelled.text
        assert not [form for form in cancelled.forms if form.action.endswith("/cancel")]

    def test_leads_a_second_click_to_the_same_return(self, walk: Walk) -> None:
        form = walk.to_review().form("/review")

        first, second = walk.browser.send(form), walk.browser.send(form)

        assert first.path == second.path
        assert len(walk.shopper.find().get_json()["order"]["returns"]) == 1

    def test_can_be_walked_backwards(self, walk: Walk) -> None:
        walk.to_review(offer="refund.in_store")
        line = walk.shopper.order.line_ids[0]

        items = walk.browser.open(f"{walk.home}order").form("/order")
        options = walk.browser.open(f"{walk.home}options").form("/options")

        assert items.values[f"quantity.{line}"] == "1"
        assert items.values[f"reason.{line}"] == "too_small"
        assert options.values["offer"] == "refund.in_store"

    def test_tells_of_the_shops_approval(self, app: WholeApp) -> None:
        app.publish(FlatPolicy(approval_required=True, outcomes=(Outcome.REFUND,)))
        walk = Walk(Shopper(app, app.saleor.place_order(country="US")))

        review = walk.to_review()
        done = walk.browser.send(review.form("/review"))

        assert "The shop looks at your request first." in review.text
        assert "Your request is with the shop" in done.text


class TestFinding:
    def test_is_filled_in_by_a_link_from_the_shop(self, walk: Walk) -> None:
        page = walk.browser.open(f"{walk.home}?order=1042&email=ada%40example.com")

        values = page.form(walk.home).values
        assert (values["number"], values["proof"]) == ("1042", "ada@example.com")

    def test_says_one_thing_for_every_wrong_answer(self, walk: Walk) -> None:
        form = walk.browser.open(walk.home).form(walk.home)

        wrong = walk.browser.send(form, number=walk.shopper.order.number, proof="eve@example.com")
        strange = walk.browser.send(form, number="0\x00", proof="x")

        assert wrong.status == 404
        assert "No order fits this number" in wrong.text
        assert wrong.form(walk.home).values["proof"] == "eve@example.com"
        assert strange.status == 422

    def test_asks_for_what_is_missing(self, walk: Walk) -> None:
        page = walk.browser.send(walk.browser.open(walk.home).form(walk.home), number=" ")

        assert page.status == 422
        assert "Enter the number of your order." in page.text

    def test_refuses_a_form_of_another_origin(self, walk: Walk) -> None:
        form = walk.browser.open(walk.home).form(walk.home)

        page = walk.browser.send(form, csrf_token="forged")

        assert page.status == 400
        assert "Try again" in page.text


class TestChoosing:
    def test_tells_what_a_quantity_can_be(self, walk: Walk) -> None:
        for quantity in ("1.5", "-1", "2", "many", "1e0", "9" * 40, "١"):
            page = walk.to_options(quantity)
            assert page.status == 422, quantity
            assert "Choose a whole number from 0 to 1." in page.text

    def test_tells_what_else_is_missing(self, walk: Walk) -> None:
        assert "Choose at least one item" in walk.to_options("0").text
        assert "Choose a reason." in walk.to_options("1", "").text

    def test_asks_for_words_only_where_law_lets_it(self, walk: Walk, app: WholeApp) -> None:
        abroad = Walk(Shopper(app, app.saleor.place_order(country="US")))

        assert "Tell the shop in a few words" in abroad.to_options("1", "other", message=" ").text
        assert abroad.to_options("1", "other", message="It hums").path.endswith("/options")
        assert walk.to_options("1", "other").path.endswith("/options")
        assert walk.to_options("1", "not_said").path.endswith("/options")
        assert "Choose a reason." in abroad.to_options("1", "not_said").text

    def test_greys_out_what_may_not_come_back_with_the_reason(self, app: WholeApp) -> None:
        app.publish(POLICY)
        lines = [a_line("bougie"), a_line("marin")]
        walk = Walk(Shopper(app, app.saleor.place_order(lines, country="US")))

        page = walk.to_items()

        assert "The shop does not take this product back." in page.text
        assert f"quantity.{walk.shopper.order.line_ids[0]}" not in page.form("/order").values

    def test_explains_an_order_of_which_nothing_may_come_back(self, app: WholeApp) -> None:
        app.publish(POLICY)
        walk = Walk(Shopper(app, app.saleor.place_order(days_ago=90, country="US")))

        page = walk.to_items()

        assert "Nothing of this order can be returned now." in page.text
        assert "The return period of 30 days ended on" in page.text

    def test_asks_again_when_the_messages_are_too_long_for_a_cookie(self, walk: Walk) -> None:
        dice = random.Random(7)
        noise = "".join(chr(dice.randrange(0x4E00, 0x9FFF)) for _ in range(1000))

        page = walk.to_options("1", "other", message=noise)

        assert page.status == 422
        assert "too long" in page.text

    def test_shows_the_total_so_far(self, walk: Walk) -> None:
        form = walk.to_items().form("/order")
        quantity = {f"quantity.{walk.shopper.order.line_ids[0]}": "1"}

        form.action += "/total"
        piece = walk.browser.send(form, **quantity)

        assert "€38.73" in piece.text
        assert "1 item, before any return fee" in piece.text


class TestAnOldVisit:
    def test_leads_back_to_finding_the_order_with_a_kind_word(self, walk: Walk) -> None:
        walk.to_items()

        with time_machine.travel(now() + timedelta(hours=2, seconds=2)):
            page = walk.browser.open(f"{walk.home}order")

        assert page.path == walk.home
        assert "Please find your order again" in page.text

    def test_may_be_ended_by_hand(self, walk: Walk) -> None:
        page = walk.to_items()

        walk.browser.send(page.form("/leave"))

        assert walk.browser.open(f"{walk.home}order").path == walk.home

    def test_with_an_old_offer_leads_to_a_new_one(self, walk: Walk) -> None:
        form = walk.to_review().form("/review")

        with time_machine.travel(now() + timedelta(minutes=31)):
            page = walk.browser.send(form)

        assert page.path.endswith("/review")
        assert "no longer current" in page.text


class TestATroubledShop:
    def test_is_told_of_in_kind_words(self, walk: Walk) -> None:
        walk.shopper.app.saleor.faults.add("orders", FaultEffect.HTTP_503, times=9)

        page = walk.to_items()

        assert page.status == 503
        assert "Please try again in a moment" in page.text


class TestAPageThatIsNotThere:
    def test_of_another_shop(self, app: WholeApp) -> None:
        page = Browser(app.client).open("/portal/nobody/")

        assert page.status == 404
        assert "This shop has not installed the app." in page.text

    def test_of_this_shop(self, walk: Walk) -> None:
        assert walk.browser.open(f"{walk.home}no/such/page").status == 404

    def test_of_somebody_elses_return(self, walk: Walk) -> None:
        done = walk.to_done()
        eve = Walk(
            Shopper(walk.shopper.app, walk.shopper.app.saleor.place_order(email="eve@example.com"))
        )
        eve.to_items()

        page = eve.browser.open(done.path)

        assert page.status == 404
        assert "Woven scarf" not in page.text


class TestTheLanguage:
    def test_is_kept_once_it_was_chosen(self, walk: Walk) -> None:
        first = walk.browser.open(f"{walk.home}?lang=fr")
        second = walk.browser.open(walk.home)

        assert "Retourner une commande" in first.text
        assert "Retourner une commande" in second.text
