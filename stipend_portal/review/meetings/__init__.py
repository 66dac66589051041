"""The board's meetings in the admin: agenda, attendance, decisions, minutes."""
