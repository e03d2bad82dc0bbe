"""The lines of Python that the documentation gives do what it says of them."""

import re
from pathlib import Path
from typing import Any

from saleor_returns_app.domain.receipts.keys import key_set
from tests.support.receipts import KEY, a_receipt

DOCUMENT = Path(__file__).parents[2] / "docs" / "receipts.md"


class TestTheLinesOfPython:
    def test_tell_genuine_from_not(self) -> None:
        code = re.search(r"```python\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
        assert code is not None
        names: dict[str, Any] = {}
        exec(code[1], names)
        file, keys = a_receipt().json, key_set([KEY])

        assert names["is_genuine"](file, keys)
        assert not names["is_genuine"](file.replace(b'"minor":', b'"minor":1'), keys)
