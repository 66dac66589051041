"""What those may do with a page who write but do not publish by themselves."""

from wagtail.models import Page, PagePermissionTester

# The root of the tree is 1 deep, the front pages 2.
FRONT_PAGE_DEPTH = 2


class EditorsPagePermissionTester(PagePermissionTester):
    """Wagtail's answers, but that moving, sorting and taking down a page need no right to publish.

    None of them shows words that nobody else has read: a moved page keeps its words and leaves a redirect, and
    what is wrong, or is about somebody, can be taken down at once. Front pages are left to administrators, and so
    is deleting what has been public.
    """

    def _may_change(self) -> bool:
        if not self.user.is_active or self.page_is_root:
            return False
        return self.user.is_superuser or ("change" in self.permissions and self.page.depth > FRONT_PAGE_DEPTH)

    def can_unpublish(self) -> bool:
        """Whether she may take the page down."""
        return self.page.live and not self.page_locked() and self._may_change()

    def can_unschedule(self) -> bool:
        """Whether she may take back that the page is shown at a set time."""
        return self._may_change()

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Whether she may delete the page. What has been public is kept, with its history, as a record."""
        allowed = super().can_delete(ignore_bulk)
        if not allowed or self.user.is_superuser:
            return allowed
        pages = self.page.get_descendants(inclusive=True)
        return not pages.filter(first_published_at__isnull=False).exists()

    def can_reorder_children(self) -> bool:
        """Whether she may sort the pages under this one."""
        return self.user.is_active and (self.user.is_superuser or "change" in self.permissions)

    def can_move(self) -> bool:
        """Whether she may move the page anywhere at all."""
        return self._may_change()

    def can_move_to(self, destination: Page) -> bool:
        """Whether she may move the page there: by the rules of the page types, and with the right to add there."""
        if self.page == destination or destination.is_descendant_of(self.page):
            return False
        if not self.page.is_child_of(destination) and not self.page.specific.can_move_to(destination):
            return False
        there = destination.permissions_for_user(self.user)
        return self.can_move() and (self.user.is_superuser or "add" in there.permissions)
