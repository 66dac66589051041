"""Conditions that lists of cases are filtered by. They open nothing: the door is `permissions.visible_to`."""
