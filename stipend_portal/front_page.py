"""The open round, on the front page."""
