"""Photos that customers send: how many, how large, and for how long one waits for its return."""

from dataclasses import dataclass
from datetime import timedelta

MOST_PER_LINE = 5
LARGEST_UPLOAD = 10 * 1024 * 1024
LONGEST_SIDE = 2000
LONGEST_SMALL_SIDE = 320
UNCLAIMED_FOR = timedelta(days=1)
MEDIA_TYPE = "image/jpeg"


@dataclass(frozen=True)
class Picture:
    """A photo as it is kept, whole and small: pixels, without a word of where it was taken."""

    large: bytes
    small: bytes


def small_one(file_id: str) -> str:
    """Name the small picture that lies beside a photo."""
    return f"{file_id}.small"
