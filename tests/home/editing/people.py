"""Those who write the site, for the tests of what helps them."""

from django.contrib.auth.models import Group
from django.test import Client

from home.models import StandardPage, User
from home.page_permissions import EDITORS


def make_editor(name: str = "ella") -> User:
    """One of those who write the site and approve each other's pages."""
    editor = User.objects.create_user(f"{name}@example.org", "exempel-lösenord-1", first_name=name.title())
    editor.groups.add(Group.objects.get(name=EDITORS))
    return editor


def signed_in(user: User) -> Client:
    """Her browser."""
    client = Client()
    client.force_login(user)
    return client


def page(slug: str, language: str = "sv") -> StandardPage:
    """A page of the demo."""
    return StandardPage.objects.get(slug=slug, locale__language_code=language)


def change(of: StandardPage, by: User, title: str = "En ny rubrik") -> StandardPage:
    """Leave a draft with another title on the page, as this person."""
    of.title = title
    of.save_revision(user=by)
    return of


def submit(of: StandardPage, by: User) -> StandardPage:
    """Change the page and send it to approval."""
    change(of, by)
    of.get_workflow().start(of, by)
    return of
