"""Wagtail's users, administered with the house's own rules."""

from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's own app, told which views to use."""

    user_viewset = "home.accounts.user_admin.SiteUserViewSet"
