"""Fixtures of the publishing tests."""

from tests.factories.publishing import demo, nothing_kept, unindexed

__all__ = ["demo", "nothing_kept", "unindexed"]
