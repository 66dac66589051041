"""What is published of the styles: one sheet, with all of its parts in it."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import FileSystemFinder
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.http import HttpResponse
from django.test import RequestFactory

from home.serving.page_cache import PublicPageCacheMiddleware
from home.serving.static_files import IMPORT, JoiningStaticFilesStorage
from tests.static_sheets import joined_source

SHEETS = settings.BASE_DIR / "static" / "css"


def collect(storage: StaticFilesStorage) -> None:
    """What `collectstatic` does, into a storage that the settings do not name."""
    found = {}
    for path, source in FileSystemFinder().list([]):
        found[path] = (source, path)
        if not storage.exists(path):
            with source.open(path) as file:
                storage.save(path, file)
    failed = [error for *_names, error in storage.post_process(found) if isinstance(error, Exception)]
    assert failed == []


def test_the_sheet_is_published_whole_and_compressed(tmp_path: Path) -> None:
    storage = JoiningStaticFilesStorage(location=tmp_path, base_url="/static/")
    # The second time nothing is new, and the sheet is joined all the same.
    for _time in range(2):
        collect(storage)
    published = tmp_path / storage.stored_name("css/site.css")
    parts = [(SHEETS / name).read_text() for name in IMPORT.findall((SHEETS / "site.css").read_text())]
    assert IMPORT.findall(published.read_text()) == []
    assert published.read_text().endswith("".join(parts))
    assert published.name != "site.css"
    assert {path.suffix for path in published.parent.glob(f"{published.name}.*")} == {".br", ".gz"}


def test_a_static_file_is_asked_for_as_the_browser_asks(rf: RequestFactory) -> None:
    """The cache of pages, outermost, knows two ways of compression; the static files are there in more."""
    kept = PublicPageCacheMiddleware(lambda request: HttpResponse(request.headers["Accept-Encoding"]))
    assert [
        kept(rf.get(path, headers={"accept-encoding": "br, gzip"})).content.decode()
        for path in ("/static/css/site.css", "/")
    ] == ["br, gzip", "gzip"]


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
