"""Django's `makemessages`, without its guesses."""

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    """A guessed translation of a sentence that only looks alike is worse than none: leave it empty."""

    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]
