"""`manage.py reset_second_factor`: when nobody can sign in to help."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from home.accounts.second_factor import acts
from home.models import User


class Command(BaseCommand):
    """Remove someone's app and recovery codes. It is written in the log of sign-ins."""

    help = "Remove the second step of someone who works here, for an emergency. It is logged."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose."""
        parser.add_argument("email", help="the address that the person signs in with")

    def handle(self, *args: Any, **options: Any) -> None:
        """Remove it, or say why there is nothing to remove."""
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError("There is no account with that address. Look for spelling mistakes.")
        if not user.authenticator_set.exists():
            raise CommandError("The account has no second step: one is set up at the next sign-in.")
        acts.reset(user, by=None)
        self.stdout.write("The second step is removed. A new one is set up at the next sign-in.")
