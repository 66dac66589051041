"""Pages of a list that may be very long."""

from math import ceil

from django.core.paginator import EmptyPage, Page, PageNotAnInteger
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.paginator import WagtailPaginator


class CappedPage(Page):
    """A page that knows whether there is a next one by having read one row more."""

    more = False

    def has_next(self) -> bool:
        """Whether the list goes on."""
        return self.more

    def next_page_number(self) -> int:
        """The number of the next page."""
        return self.number + 1


class CappedPaginator(WagtailPaginator):
    """Counts no further than `most`: a COUNT over everything grows with the table, and nobody reads it.

    Pages past the count can still be reached one after the other.
    """

    most = 1000
    farthest_page = 100_000

    @cached_property
    def _counted(self) -> int:
        return self.object_list.order_by()[: self.most + 1].count()

    @cached_property
    def is_capped(self) -> bool:
        """Whether there are more rows than were counted."""
        return self._counted > self.most

    @cached_property
    def count(self) -> int:
        """The number of rows, or `most`."""
        return min(self._counted, self.most)

    @cached_property
    def num_pages(self) -> int:
        """The number of pages that are known to exist."""
        return max(1, ceil(self.count / self.per_page))

    def validate_number(self, number: int | str | None) -> int:
        """A page number; one past the known pages is fine while the count is capped."""
        try:
            return super().validate_number(number)
        except EmptyPage:
            wanted = int(number or 0)
            if self.is_capped and self.num_pages < wanted <= self.farthest_page:
                return wanted
            raise

    def page(self, number: int | str) -> CappedPage:
        """The rows of a page. Raises `EmptyPage` when the list ended before it."""
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        rows = list(self.object_list[start : start + self.per_page + 1])
        if not rows and number > 1:
            raise EmptyPage(_("There are no more rows."))
        page = CappedPage(rows[: self.per_page], number, self)
        page.more = len(rows) > self.per_page
        return page

    def get_page(self, number: int | str | None) -> CappedPage:
        """The page asked for, the first for nonsense, the last known one for a number past the end."""
        try:
            return self.page(number or 1)
        except PageNotAnInteger:
            return self.page(1)
        except EmptyPage:
            return self.page(self.num_pages)
