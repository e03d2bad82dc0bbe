"""Following a return: its label, its way, its money; and taking it back."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from saleor_returns_app.domain.errors import TransitionNotAllowed
from saleor_returns_app.domain.quotes import LONGEST_MESSAGE
from saleor_returns_app.domain.receipts.errors import ReceiptNotFound
from saleor_returns_app.http.entry import now, services
from saleor_returns_app.use_cases.portal.own_returns import cancel_own_return, own_return
from saleor_returns_app.use_cases.receipts.give_out import ReceiptForm, check_link, receipt_link
from saleor_returns_app.use_cases.returns.inspect_goods import AnswerNotAwaited, answer_amounts
from saleor_returns_app.use_cases.returns.labels import label_link
from saleor_returns_app.web.portal.api.answers import part_words
from saleor_returns_app.web.portal.pages.frame import access, blueprint, go_to
from saleor_returns_app.web.portal.shopper_words import (
    SHOWN_EVENTS,
    LabelState,
    answer_state,
    answer_words,
    label_state,
    next_steps,
    shopper_money_words,
)


@blueprint.get("/returns/<number>/done")
def done(shop: str, number: str) -> ResponseReturnValue:
    """Say that the return is there, give its label, and tell what comes next."""
    return _return_page(number, is_new=True)


@blueprint.get("/returns/<number>")
def follow(shop: str, number: str) -> ResponseReturnValue:
    """Show how a return stands and what has happened to it."""
    return _return_page(number, is_new=False)


@blueprint.get("/returns/<number>/label")
def label(shop: str, number: str) -> ResponseReturnValue:
    """Lead to the label by a link that has just been made."""
    own = own_return(access().order_id, number, transaction=services().transaction)
    token = label_link(own.case, at=now(), sealer=services().sealer)
    return redirect(url_for("portal_api.open_label", token=token))


@blueprint.get("/returns/<number>/receipt.<any(pdf, json):form>")
def receipt(shop: str, number: str, form: str) -> ResponseReturnValue:
    """Lead to the receipt by a link that has just been made."""
    own = own_return(access().order_id, number, transaction=services().transaction)
    wanted = ReceiptForm(form)
    token = receipt_link(own.case.id, wanted, at=now(), sealer=services().sealer)
    return redirect(url_for("portal_api.open_receipt", token=token))


@blueprint.get("/returns/<number>/receipt")
def check(shop: str, number: str) -> ResponseReturnValue:
    """Lead to the page that says whether the receipt is genuine, and shows all of it."""
    own = own_return(access().order_id, number, transaction=services().transaction)
    if own.receipt is None:
        raise ReceiptNotFound
    token = check_link(own.receipt.id, at=now(), sealer=services().sealer)
    return redirect(url_for("receipts.check_as_holder", id=own.receipt.id, token=token))


@blueprint.post("/returns/<number>/cancel")
def cancel(shop: str, number: str) -> ResponseReturnValue:
    """Take a return back."""
    try:
        cancel_own_return(
            access().order_id,
            number,
            at=now(),
            letters=services().letters,
            transaction=services().transaction,
        )
    except TransitionNotAllowed:
        flash(_("This return can no longer be cancelled."), "note")
    else:
        flash(_("Your return is cancelled."), "good")
    return go_to("follow", number=number)


@blueprint.post("/returns/<number>/answer")
def answer(shop: str, number: str) -> ResponseReturnValue:
    """Take the shopper's answer to a changed amount."""
    accepts = request.form.get("answer") == "agree"
    message = request.form.get("message", "").replace("\x00", "").strip()[:LONGEST_MESSAGE]
    if not accepts and request.form.get("answer") != "object":
        return go_to("follow", number=number)
    try:
        answer_amounts(
            access().order_id,
            number,
            accepts=accepts,
            words=message,
            at=now(),
            transaction=services().transaction,
        )
    except AnswerNotAwaited:
        flash(_("This return no longer waits for an answer."), "note")
    else:
        flash(_("Thank you, the shop has your answer."), "good")
    return go_to("follow", number=number)


def _return_page(number: str, *, is_new: bool) -> str:
    own = own_return(access().order_id, number, transaction=services().transaction)
    state = answer_state(own.case, at=now())
    return render_template(
        "portal/return.html",
        own=own,
        case=own.case,
        snapshot=own.order.snapshot,
        is_new=is_new,
        label_state=label_state(own.case),
        LabelState=LabelState,
        steps=next_steps(own.case),
        money=shopper_money_words(own.case, at=now()),
        events=[event for event in own.case.events if event.kind in SHOWN_EVENTS],
        part_words=part_words,
        answer=state,
        answer_text=answer_words(state) if state else "",
        most_words=LONGEST_MESSAGE,
    )
