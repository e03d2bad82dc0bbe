"""Settings: a wrong one stops the start with its name and the reason."""

import re
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from saleor_returns_app import settings as settings_module
from saleor_returns_app.settings import SettingInvalid, read_settings

ROOT = Path(__file__).parents[2]
KEY = Fernet.generate_key().decode()
SECRET = "a-secret-of-more-than-32-characters"
GOOD = {"RETURNS_SECRETS": SECRET, "RETURNS_ENCRYPTION_KEYS": KEY}
READ = re.compile(r'env\.\w+\(\s*"([A-Z_]+)"')


def names_read() -> set[str]:
    """Return the names of all settings that the code reads."""
    return set(READ.findall(Path(settings_module.__file__).read_text(encoding="utf-8")))


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in names_read():
        monkeypatch.delenv(name, raising=False)
    for name, value in GOOD.items():
        monkeypatch.setenv(name, value)


class TestSettings:
    def test_need_no_more_than_secrets_and_keys(self) -> None:
        settings = read_settings()

        assert settings.public_url == "http://localhost:8000"
        assert settings.secrets == (SECRET,)
        assert settings.encryption_keys == (KEY,)

    def test_follow_the_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PORT", "9000")
        monkeypatch.setenv("RETURNS_PUBLIC_URL", "https://returns.example/")
        monkeypatch.setenv("RETURNS_SECRETS", f"{SECRET},{SECRET}-older")
        monkeypatch.setenv("RETURNS_FRAME_ANCESTORS", "https://a.example,https://b.example")

        settings = read_settings()

        assert settings.port == 9000
        assert settings.public_url == "https://returns.example"
        assert settings.secrets == (SECRET, f"{SECRET}-older")
        assert settings.frame_ancestors == ("https://a.example", "https://b.example")

    def test_allow_hosts_and_all_names_below_a_host(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert read_settings().allowed_saleor_hosts == ()
        assert read_settings().allow_private_networks is False
        monkeypatch.setenv("RETURNS_ALLOWED_SALEOR_HOSTS", "*.Saleor.cloud, shop.example")
        monkeypatch.setenv("RETURNS_ALLOW_PRIVATE_NETWORKS", "true")

        settings = read_settings()

        assert settings.allowed_saleor_hosts == ("*.saleor.cloud", "shop.example")
        assert settings.allow_private_networks is True

    def test_keep_secrets_out_of_their_text(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DATABASE_URL", "postgresql://app:hunter2@db.example/returns")
        monkeypatch.setenv("RETURNS_MAIL_URL", "smtp://app:hunter3@mail.example")

        shown = repr(read_settings())

        assert not any(word in shown for word in (SECRET, KEY, "hunter2", "hunter3"))


WRONG = {
    "PORT": ["eighty"],
    "RETURNS_APP_ID": ["", "two words", "a" * 257],
    "RETURNS_PUBLIC_URL": [
        "returns.example",
        "ftp://returns.example",
        "https://a.example/returns",
        f"https://{'a.' * 90}example",
    ],
    "RETURNS_SECRETS": ["", "short"],
    "RETURNS_ENCRYPTION_KEYS": ["", "no-fernet-key"],
    "RETURNS_MAIL_URL": ["mail.example", "https://mail.example"],
    "RETURNS_FILES_URL": ["files", "/srv/files", "https://files.example"],
    "RETURNS_LOG_LEVEL": ["chatty"],
    "RETURNS_PROXIES": ["-1", "many", "99"],
    "RETURNS_WEB_THREADS": ["0", "few"],
    "RETURNS_WORKER_CONCURRENCY": ["0"],
    "RETURNS_ALLOWED_SALEOR_HOSTS": ["*", "*.", "*saleor.cloud", "https://a.example", "a.*.b"],
    "RETURNS_SENDCLOUD_URL": ["", "panel.sendcloud.sc", "http://panel.sendcloud.sc", "https://"],
    "RETURNS_EASYPOST_URL": ["http://localhost:8010", "file:///etc/passwd"],
    "RETURNS_STARTING_POLICY": ["/no/such/file.json"],
}


class TestACarriersAddress:
    def test_may_be_plain_in_a_network_of_ones_own(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("RETURNS_ALLOW_PRIVATE_NETWORKS", "true")
        monkeypatch.setenv("RETURNS_SENDCLOUD_URL", "http://localhost:8010/sendcloud/")

        assert read_settings().sendcloud_url == "http://localhost:8010/sendcloud"


class TestAWrongSetting:
    @pytest.mark.parametrize(
        ("name", "value"), [(name, value) for name, values in WRONG.items() for value in values]
    )
    def test_stops_the_start_with_its_name(
        self, monkeypatch: pytest.MonkeyPatch, name: str, value: str
    ) -> None:
        monkeypatch.setenv(name, value)

        with pytest.raises(SettingInvalid, match=name) as refused:
            read_settings()

        assert len(str(refused.value)) > len(name) + 10

    def test_does_not_show_a_secret_in_the_complaint(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("RETURNS_ENCRYPTION_KEYS", "almost-a-key-but-not-quite")

        with pytest.raises(SettingInvalid) as refused:
            read_settings()

        assert "almost-a-key" not in str(refused.value)


class TestTheExample:
    def test_explains_every_setting_and_no_other(self) -> None:
        lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
        explained = [line for line in lines if re.match(r"#? ?[A-Z_]+=", line)]
        names = [line.lstrip("# ").split("=")[0] for line in explained]

        assert len(names) == len(set(names))
        assert set(names) == names_read() | {"WEB_CONCURRENCY"}

    def test_starts_the_app_once_its_secrets_are_filled_in(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for line in (ROOT / ".env.example").read_text(encoding="utf-8").splitlines():
            name, is_set, value = line.partition("=")
            if is_set and not line.startswith("#") and name not in GOOD:
                monkeypatch.setenv(name, value)

        assert read_settings().public_url
