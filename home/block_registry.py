"""Blocks of later apps in the body of every page, without this app knowing them.

A block is named by its path, and first imported when the body is put together. That happens while models
load, so an app registers in its `apps.py`, which is read before, and the module with the block must not
import models at its top.
"""

from typing import TYPE_CHECKING

from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from wagtail.blocks import Block

_paths: dict[str, str] = {}


def register_block(name: str, path: str) -> None:
    """Offer the block class at `path` to editors of every page, under a name that the database remembers."""
    _paths[name] = path


def registered_blocks() -> "list[tuple[str, Block]]":
    """A new block of each registered class, with its name, in the order of registration."""
    return [(name, import_string(path)()) for name, path in _paths.items()]
