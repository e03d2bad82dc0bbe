"""What staff do to a return: each act with what it must be told and what it needs."""

from collections.abc import Callable, Mapping
from typing import Any

from marshmallow import Schema

from saleor_returns_app.domain.allowed_acts import Act
from saleor_returns_app.domain.errors import NotFound
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.http.entry import now, services
from saleor_returns_app.use_cases.installing.authenticate_staff import (
    HANDLE_PAYMENTS,
    StaffMember,
)
from saleor_returns_app.use_cases.returns import decide_request, settle_return
from saleor_returns_app.use_cases.returns.cancel_return import cancel_return
from saleor_returns_app.use_cases.returns.inspect_goods import inspect_goods
from saleor_returns_app.use_cases.returns.labels import resend_label
from saleor_returns_app.use_cases.returns.receive_parcel import receive_parcel
from saleor_returns_app.web.desk.inspecting_schemas import InspectionSchema
from saleor_returns_app.web.desk.schemas import RejectionSchema, SettlementSchema
from saleor_returns_app.web.desk.staff import staff

Told = Mapping[str, Any]


def act_named(name: str) -> Act:
    """Return the act that an address names."""
    try:
        return Act(name)
    except ValueError:
        raise NotFound("There is no such act.") from None


def perform(act: Act, number: str, words: Told) -> ReturnRequest:
    """Do one act to a return, in the name of whoever is at the desk."""
    member = staff()
    for permission in NEEDS.get(act, ()):
        member.needs(permission)
    told = TOLD.get(act, Schema)().load(words)
    return _WORK[act](member, number, told)


def may(member: StaffMember, act: Act) -> bool:
    """Whether a person's permissions suffice for an act."""
    return member.permissions.issuperset(NEEDS.get(act, ()))


def _approve(member: StaffMember, number: str, told: Told) -> ReturnRequest:
    return decide_request.approve_return_request(
        member.installation.id,
        number,
        at=now(),
        by=member.actor,
        letters=services().letters,
        transaction=services().transaction,
    )


def _reject(member: StaffMember, number: str, told: Told) -> ReturnRequest:
    return decide_request.reject_return_request(
        member.installation.id,
        number,
        told["reason"],
        at=now(),
        by=member.actor,
        letters=services().letters,
        transaction=services().transaction,
    )


def _receive(member: StaffMember, number: str, told: Told) -> ReturnRequest:
    return receive_parcel(
        member.installation.id,
        number,
        at=now(),
        by=member.actor,
        transaction=services().transaction,
    )


def _inspect(member: StaffMember, number: str, told: Told) -> ReturnRequest:
    return inspect_goods(
        member.installation.id,
        number,
        told["inspection"],
        at=now(),
        by=member.actor,
        letters=services().letters,
        transaction=services().transaction,
    )


def _refund(member: StaffMember, number: str, told: Told) -> ReturnRequest:
    return settle_return.refund_return(
        member.installation.id,
        number,
        at=now(),
        by=member.actor,
        transaction=services().transaction,
    )


def _mark_refunded(member: StaffMember, number: str, told: Told) -> ReturnRequest:
    return settle_return.mark_refunded(
        member.installation.id,
        number,
        told["money"],
        reference=told["reference"],
        at=now(),
        by=member.actor,
        transaction=services().transaction,
    )


def _cancel(member: StaffMember, number: str, told: Told) -> ReturnRequest:
    return cancel_return(
        member.installation.id,
        number,
        at=now(),
        by=member.actor,
        letters=services().letters,
        transaction=services().transaction,
    )


def _resend_label(member: StaffMember, number: str, told: Told) -> ReturnRequest:
    return resend_label(
        member.installation.id,
        number,
        at=now(),
        by=member.actor,
        letters=services().letters,
        transaction=services().transaction,
    )


NEEDS: dict[Act, frozenset[str]] = {Act.REFUND: frozenset({HANDLE_PAYMENTS})}
TOLD: dict[Act, type[Schema]] = {
    Act.REJECT: RejectionSchema,
    Act.INSPECT: InspectionSchema,
    Act.MARK_REFUNDED: SettlementSchema,
}
_WORK: dict[Act, Callable[[StaffMember, str, Told], ReturnRequest]] = {
    Act.APPROVE: _approve,
    Act.REJECT: _reject,
    Act.RECEIVE: _receive,
    Act.INSPECT: _inspect,
    Act.REFUND: _refund,
    Act.MARK_REFUNDED: _mark_refunded,
    Act.CANCEL: _cancel,
    Act.RESEND_LABEL: _resend_label,
}
