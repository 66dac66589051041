"""The style sheets of the source, joined as they are published."""

from django.contrib.staticfiles import finders

from home.serving.static_files import join


def joined_source(name: str) -> str:
    """A style sheet of the source, joined. Raises FileNotFoundError when it, or one that it imports, is not there."""
    return join(name, _source)


def _source(name: str) -> str:
    path = finders.find(name)
    if path is None:
        raise FileNotFoundError(name)
    with open(path, encoding="utf-8") as file:
        return file.read()
