"""An application round as a block of any page: told from data, and never longer than it is true."""

from datetime import timedelta
from typing import Any

from django.apps import apps
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.blocks.choice import RowChoiceBlock


class RoundChoiceBlock(RowChoiceBlock):
    """One of the rounds."""

    target_model = "stipend_portal.Round"


class RoundValue(blocks.StructValue):
    """The round that was chosen; otherwise those that are open, or else the next."""

    @cached_property
    def _now(self) -> dict[str, Any]:
        # The models load after the blocks.
        from stipend_portal.models.start_page import rounds_now

        return rounds_now()

    @property
    def rounds(self) -> list[Any]:
        """What is shown."""
        if self.get("round"):
            return [self["round"]]
        coming = self._now["next_round"]
        return self._now["open_rounds"] or ([coming] if coming else [])

    def stays_true_for(self) -> int | None:
        """Whole seconds until what is shown changes; None when it never will by itself."""
        from stipend_portal.models.start_page import seconds_of_truth, stays_true

        if self.get("round"):
            return seconds_of_truth([self["round"]])
        return stays_true(self._now)


class RoundBlock(blocks.StructBlock):
    """Whether a round is open, until when, for whom, and the way to apply."""

    round = RoundChoiceBlock(
        required=False,
        label=_("round"),
        help_text=_("Empty means those that are open, or else the next one."),
    )

    class Meta:
        icon = "calendar-alt"
        label = _("Application round")
        description = _("Says by itself whether a round is open, until when, and for whom.")
        group = _("Living data")
        template = "stipend_portal/round_block.html"
        value_class = RoundValue

    def stays_true_for(self, value: RoundValue) -> int | None:
        """For how many seconds the page that shows it may be kept."""
        return value.stays_true_for()

    def get_preview_value(self) -> RoundValue:
        """A round that is open."""
        return self.get_examples()[0]

    def get_examples(self) -> list[RoundValue]:
        """A round that is open, one to come and one that is over."""
        today, month = timezone.now(), timedelta(days=30)
        starts = (today - month / 2, today + month, today - 3 * month)
        return [self._example(start, start + month) for start in starts]

    def _example(self, opens_at: Any, closes_at: Any) -> RoundValue:
        name = gettext("Example: to see the world")
        example = apps.get_model("stipend_portal", "Round")(
            name=name, name_en=name, slug="exempel", opens_at=opens_at, closes_at=closes_at, ceiling=5000
        )
        return self.normalize({"round": example})
