"""Rounds in numbers, without anyone in them."""
