"""Rounds compared in numbers, to read, print and take along."""
