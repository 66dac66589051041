"""What is published of the styles: one sheet, with all of its parts in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import Client, override_settings

from home.serving.static_files import IMPORT
from tests.static_sheets import joined_source

SHEETS = settings.BASE_DIR / "static" / "css"


@pytest.fixture
def published(tmp_path: Path) -> Iterator[Path]:
    """The style sheet among the static files as a server has them."""
    backend = {"BACKEND": "home.serving.static_files.JoiningStaticFilesStorage"}
    with override_settings(
        STATIC_ROOT=tmp_path,
        STORAGES={**settings.STORAGES, "staticfiles": backend},
        STATICFILES_FINDERS=["django.contrib.staticfiles.finders.FileSystemFinder"],
        WHITENOISE_AUTOREFRESH=False,
        WHITENOISE_USE_FINDERS=False,
    ):
        call_command("collectstatic", verbosity=0, interactive=False)
        # The second time nothing is new, and the sheet is joined all the same.
        call_command("collectstatic", verbosity=0, interactive=False)
        yield tmp_path / staticfiles_storage.url("css/site.css").removeprefix(settings.STATIC_URL)


def test_the_sheet_is_published_whole_and_compressed(published: Path) -> None:
    sheet = published.read_text()
    parts = [(SHEETS / name).read_text() for name in IMPORT.findall((SHEETS / "site.css").read_text())]
    assert IMPORT.findall(sheet) == []
    assert sheet.endswith("".join(parts))
    assert published.name != "site.css"
    assert published.with_suffix(".css.br").exists()


@pytest.mark.parametrize("accepted", ["br", "gzip"])
def test_the_sheet_is_sent_compressed_as_the_browser_asks(
    published: Path, client: Client, accepted: str
) -> None:
    address = f"{settings.STATIC_URL}css/{published.name}"
    response = client.get(address, headers={"accept-encoding": accepted})
    assert (response.status_code, response["Content-Encoding"]) == (200, accepted)
    assert (
        b"".join(response)
        == published.with_suffix(".css." + {"br": "br", "gzip": "gz"}[accepted]).read_bytes()
    )


def test_a_sheet_that_is_not_there_is_an_error() -> None:
    with pytest.raises(FileNotFoundError, match=r"css/nowhere\.css"):
        joined_source("css/nowhere.css")


def test_each_component_is_part_of_the_sheet_or_named_by_a_page() -> None:
    imported = set(IMPORT.findall((SHEETS / "site.css").read_text()))
    templates = "".join(path.read_text() for path in (settings.BASE_DIR / "templates").rglob("*.html"))
    parts = {f"{path.parent.name}/{path.name}" for path in SHEETS.glob("[cp]*/*.css")}
    assert [name for name in sorted(parts - imported) if f"css/{name}" not in templates] == []


def test_no_sheet_asks_how_a_telephone_is_held() -> None:
    """WCAG 1.3.4: what may be seen upright may be seen lying down."""
    assert [path.name for path in SHEETS.rglob("*.css") if "orientation" in path.read_text()] == []
