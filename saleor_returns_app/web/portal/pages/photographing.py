"""Adding photos of the items that the shop wants to see."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from saleor_returns_app.domain.errors import PhotoTooLarge, PhotoUnreadable, TooManyAttempts
from saleor_returns_app.domain.orders import OrderLine
from saleor_returns_app.domain.photos import LARGEST_UPLOAD, MOST_PER_LINE
from saleor_returns_app.domain.quotes import needs_photo
from saleor_returns_app.http.entry import now, services
from saleor_returns_app.use_cases.photos.keeping import keep_photo
from saleor_returns_app.use_cases.portal.price_offers import Offers
from saleor_returns_app.web.photos import FORM_AROUND, content_of
from saleor_returns_app.web.portal.pages import visit
from saleor_returns_app.web.portal.pages.choosing import offers_for
from saleor_returns_app.web.portal.pages.frame import access, blueprint, go_to, takes_files

# Without JavaScript all photos of a few items come at once.
MOST_AT_ONCE = 2 * MOST_PER_LINE * LARGEST_UPLOAD


@dataclass(frozen=True)
class WantedPhotos:
    """A line that the shop wants to see, by every way back or only by some."""

    bought: OrderLine
    chosen: visit.ChosenLine
    always: bool

    @property
    def room(self) -> int:
        """Count the photos that can still be added."""
        return MOST_PER_LINE - len(self.chosen.photos)


@blueprint.get("/photos")
def photos(shop: str) -> ResponseReturnValue:
    """Ask for photos; where none are wanted, go on."""
    draft = visit.draft_for(access().order_id)
    offers = offers_for(draft)
    if offers is None:
        return go_to("items")
    wanted = _wanted(draft, offers)
    return _page(wanted) if wanted else go_to("options")


@blueprint.post("/photos")
@takes_files(MOST_AT_ONCE + FORM_AROUND)
def add_photos(shop: str) -> ResponseReturnValue:
    """Keep the photos that were sent, or take one out, and go on once that is wished."""
    draft = visit.draft_for(access().order_id)
    offers = offers_for(draft)
    if offers is None:
        return go_to("items")
    wanted = _wanted(draft, offers)
    _take_out(request.form.get("remove", ""), wanted)
    slips = _add(wanted)
    if not visit.keep(draft):
        return _page(wanted, {"all": str(_("More photos do not fit into one return."))}), 422
    if not slips and request.form.get("then") == "go":
        slips = _missing(wanted)
        if not slips:
            return go_to("options")
    return (_page(wanted, slips), 422) if slips else go_to("photos")


def _wanted(draft: visit.Draft, offers: Offers) -> list[WantedPhotos]:
    wanted = []
    for line in draft.return_lines():
        asked = [needs_photo(line, one.offer, offers.decision) for one in offers.priced]
        bought = offers.order.line(line.order_line_id)
        if bought and any(asked):
            wanted.append(WantedPhotos(bought, draft.lines[bought.id], all(asked)))
    return wanted


def _take_out(photo: str, wanted: list[WantedPhotos]) -> None:
    """Take a photo out of the choice; it is erased when its day is over."""
    for one in wanted:
        if photo in one.chosen.photos:
            one.chosen.photos.remove(photo)


def _add(wanted: list[WantedPhotos]) -> dict[str, str]:
    """Keep every photo that can be kept; say of the lines with others what is wrong."""
    slips: dict[str, str] = {}
    for one in wanted:
        sent = [file for file in request.files.getlist(f"photo.{one.bought.id}") if file.filename]
        if len(sent) > one.room:
            slips[one.bought.id] = str(_("At most %(most)s photos of an item.", most=MOST_PER_LINE))
        for file in sent[: one.room]:
            slip = _keep(content_of(file), one)
            if slip:
                slips[one.bought.id] = slip
    return slips


def _keep(content: bytes, one: WantedPhotos) -> str:
    try:
        photo = keep_photo(
            content,
            order_id=access().order_id,
            at=now(),
            pictures=services().pictures,
            files=services().files,
            transaction=services().transaction,
        )
    except (PhotoTooLarge, PhotoUnreadable, TooManyAttempts) as error:
        return str(_(str(error)))
    one.chosen.photos.append(photo)
    return ""


def _missing(wanted: list[WantedPhotos]) -> dict[str, str]:
    return {
        one.bought.id: str(_("Add at least one photo of this item."))
        for one in wanted
        if one.always and not one.chosen.photos
    }


def _page(wanted: list[WantedPhotos], slips: Mapping[str, str] | None = None) -> str:
    return render_template(
        "portal/photos.html",
        wanted=wanted,
        slips=slips or {},
        most=MOST_PER_LINE,
        largest=LARGEST_UPLOAD,
    )
