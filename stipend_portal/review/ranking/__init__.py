"""Ranking a round and proposing how its money is shared."""
