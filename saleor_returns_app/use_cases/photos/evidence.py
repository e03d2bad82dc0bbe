"""Staff photograph what came back: pictures that show why a return comes to less."""

import hashlib
from datetime import datetime
from secrets import token_urlsafe

from saleor_returns_app.domain.allowed_acts import Act, allowed_acts
from saleor_returns_app.domain.errors import PhotosTooMany, PhotoTooLarge, TransitionNotAllowed
from saleor_returns_app.domain.photos import LARGEST_UPLOAD, MEDIA_TYPE, Picture, small_one
from saleor_returns_app.domain.ports import FileStore, Pictures, Store, StoredFile, Transaction
from saleor_returns_app.domain.return_request import ReturnRequest

# Reading a picture costs; a return of very many lines needs no more than this.
MOST_PER_RETURN = 200


def keep_evidence(
    content: bytes,
    *,
    installation_id: str,
    number: str,
    at: datetime,
    pictures: Pictures,
    files: FileStore,
    transaction: Transaction,
) -> str:
    """Keep a photo of returned goods as a file of their case; gives its id.

    Raises `PhotoTooLarge`, `PhotoUnreadable`, `PhotosTooMany`, or `TransitionNotAllowed` where nobody
    inspects any more.
    """
    if len(content) > LARGEST_UPLOAD:
        raise PhotoTooLarge
    with transaction() as store:
        _place(store, store.returns.look_at(installation_id, number))
    picture = pictures.clean(content)
    # Known first and written then: a file that nobody knows of would never be erased.
    with transaction() as store:
        case = store.returns.get(installation_id, number)
        file = _stored(picture, case, _place(store, case), at)
        store.files.add(file)
    files.write(file.id, picture.large)
    files.write(small_one(file.id), picture.small)
    return file.id


def _place(store: Store, case: ReturnRequest) -> int:
    """Number the next photo of a return."""
    if Act.INSPECT not in allowed_acts(case):
        raise TransitionNotAllowed(state=case.status.value, wanted=Act.INSPECT.value)
    known = sum(file.media_type == MEDIA_TYPE for file in store.files.of_case(case.id))
    if known >= MOST_PER_RETURN:
        raise PhotosTooMany(most=MOST_PER_RETURN)
    return known + 1


def _stored(picture: Picture, case: ReturnRequest, place: int, at: datetime) -> StoredFile:
    return StoredFile(
        id=token_urlsafe(16),
        installation_id=case.installation_id,
        case_id=case.id,
        name=f"{case.number}-{place}.jpg",
        media_type=MEDIA_TYPE,
        size=len(picture.large),
        sha256=hashlib.sha256(picture.large).hexdigest(),
        created_at=at,
    )
