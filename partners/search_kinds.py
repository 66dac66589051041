"""What of this app a search can be narrowed to."""

from django.utils.translation import gettext_lazy as _

from home.search.kinds import register_search_kind

register_search_kind("town", "vanorter", _("Partner towns"))
register_search_kind("project", "projekt", _("Projects"))
