"""All the logs, by their address, in the order they are offered."""

from collections.abc import Mapping

from stipend_portal.review.audit.kept_by_wagtail import MeetingSource, SettingsSource
from stipend_portal.review.audit.sources import CaseSource, RoundSource, SignInSource, Source

SOURCES: Mapping[str, type[Source]] = {
    source.slug: source for source in (CaseSource, RoundSource, MeetingSource, SettingsSource, SignInSource)
}
