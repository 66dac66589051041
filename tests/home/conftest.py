"""Fixtures of the publishing tests."""

from tests.factories.publishing import demo, demo_pages, nothing_kept

__all__ = ["demo", "demo_pages", "nothing_kept"]
