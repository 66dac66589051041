"""Assessing: what a board member reads of a case, and what she says of it."""
