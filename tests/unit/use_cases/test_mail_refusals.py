from collections.abc import Sequence

import pytest

from saleor_returns_app.domain.errors import ReturnsError, Unavailable
from saleor_returns_app.domain.messages import Attachment, Message
from saleor_returns_app.use_cases.returns.send_message import send_message
from tests.support.builders import a_return, an_installation
from tests.support.fakes import FakeFileStore, MemoryStore
from tests.support.orders import NOON
from tests.unit.adapters.mail.messages import a_message


class RefusingMailer:
    def __init__(self, trouble: ReturnsError) -> None:
        self.trouble = trouble

    def send(self, message: Message, attachments: Sequence[Attachment]) -> None:
        raise self.trouble


@pytest.fixture
def store() -> MemoryStore:
    case = a_return()
    return MemoryStore(an_installation(), case, a_message(id="message-1", case_id=case.id))


def send(store: MemoryStore, trouble: ReturnsError) -> None:
    send_message(
        "message-1",
        at=NOON,
        mailer=RefusingMailer(trouble),
        files=FakeFileStore(),
        transaction=store.transaction,
    )


class TestAMailThatIsRefused:
    def test_is_told_to_the_merchant(self, store: MemoryStore) -> None:
        send(store, ReturnsError("The mail server refuses this mail."))

        assert store.returns.kept[0].problem == "The mail server refuses this mail."
        assert store.messages.kept[0].sent_at is None

    def test_is_left_as_it_is_when_another_try_may_help(self, store: MemoryStore) -> None:
        with pytest.raises(Unavailable):
            send(store, Unavailable())

        assert store.returns.kept[0].problem == ""
        assert store.messages.kept[0].sent_at is None
