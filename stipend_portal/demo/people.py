"""The people of the demo. None of them exists; every address ends in a domain that never gets mail."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stipend_portal.states import Role

# Known to everyone and worth nothing: demo mode refuses to hold real data, and production has no demo people.
DEMO_PASSWORD = "exempel-losenord-2027"  # noqa: S105


@dataclass(frozen=True)
class DemoPerson:
    """Someone to sign in as."""

    name: str
    email: str
    roles: tuple[Role, ...] = ()
    is_superuser: bool = False

    @property
    def role_label(self) -> str | Promise:
        """What this person does, in words."""
        if self.is_superuser:
            return _("Administrator")
        return ", ".join(str(role.label) for role in self.roles) if self.roles else _("Applicant")

    @property
    def how(self) -> str:
        """How this person signs in."""
        if self.roles or self.is_superuser:
            return _("/admin/ with the password %(password)s") % {"password": DEMO_PASSWORD}
        return _("/konto/ with a code that comes to /demo/mail/")


DEMO_PEOPLE = (
    DemoPerson("Alva Exempel", "alva@example.org"),
    DemoPerson("Hanna Exempelhandläggare", "handlaggare@example.org", (Role.CASE_OFFICER,)),
    DemoPerson("Sara Exempelsekreterare", "sekreterare@example.org", (Role.BOARD_SECRETARY,)),
    DemoPerson("Lars Exempelledamot", "ledamot@example.org", (Role.COMMITTEE_MEMBER,)),
    DemoPerson("Maj Exempelledamot", "ledamot2@example.org", (Role.COMMITTEE_MEMBER,)),
    DemoPerson("Olle Exempelledamot", "ledamot3@example.org", (Role.COMMITTEE_MEMBER,)),
    DemoPerson("Stina Exempelstrateg", "strateg@example.org", (Role.STRATEGIST,)),
    DemoPerson("Eva Exempelekonom", "ekonom@example.org", (Role.FINANCE,)),
    DemoPerson("Rut Exempelrevisor", "revisor@example.org", (Role.AUDITOR,)),
    DemoPerson("Kim Exempelkommunikatör", "kommunikator@example.org", (Role.COMMUNICATOR,)),
    DemoPerson("Noor Exempelkommunikatör", "kommunikator2@example.org", (Role.COMMUNICATOR,)),
    DemoPerson("Admin Exempel", "admin@example.org", is_superuser=True),
)
