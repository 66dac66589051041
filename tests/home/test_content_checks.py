"""The editor's checker asks for what is ours, in the bar on the page and in the editor."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.test import Client, RequestFactory
from pytest_django.asserts import assertContains, assertNotContains
from wagtail.admin.userbar import ContentCheckerItem

from home.content_checks import MESSAGES, OWN_CHECKS, OWN_RULES, OwnChecks, use_own_checks
from home.models import User


def test_wagtails_checker_gives_place_to_ours(rf: RequestFactory) -> None:
    items = ["another item", ContentCheckerItem(in_editor=True)]
    use_own_checks(rf.get("/"), items, None)
    assert [type(item) for item in items] == [str, OwnChecks]
    assert items[1].in_editor


def test_every_rule_of_ours_runs_has_a_check_in_the_browser_and_words_for_the_editor() -> None:
    script = Path(finders.find("js/admin/content_checks.js")).read_text(encoding="utf-8")
    written = set(re.findall(r'"(check-amal-[a-z-]+)":', script))
    rules = {rule["id"] for rule in OWN_RULES}
    assert written == {f"check-{rule}" for rule in rules} == {check["id"] for check in OWN_CHECKS}
    assert rules <= set(OwnChecks.axe_run_only)
    assert rules <= set(MESSAGES)


def test_only_those_who_work_here_get_the_checker_and_the_page_keeps_its_policy(
    client: Client, demo: None
) -> None:
    assertNotContains(client.get("/om-webbplatsen/"), "wagtail-userbar")
    client.force_login(User.objects.create_superuser("admin@example.org"))
    seen = client.get("/om-webbplatsen/")
    assertContains(seen, "js/admin/content_checks.js")
    assertContains(seen, "check-amal-long-sentence")
    assert "unsafe" not in seen.headers["Content-Security-Policy"]


def test_a_preview_may_stand_in_the_editors_frame_and_a_page_in_none(client: Client, demo: None) -> None:
    client.force_login(User.objects.create_superuser("admin@example.org"))
    page = client.get("/om-webbplatsen/")
    preview = page.context_data["page"].make_preview_request()
    policies = [answer.headers["Content-Security-Policy"] for answer in (page, preview)]
    assert ["frame-ancestors 'none'" in policy for policy in policies] == [True, False]
    assert "frame-ancestors 'self'" in policies[1]
