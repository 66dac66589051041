"""Fixtures of the publishing tests."""

from tests.factories.publishing import demo, demo_pages, nothing_kept, unindexed

__all__ = ["demo", "demo_pages", "nothing_kept", "unindexed"]
