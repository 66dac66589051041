"""An address that leads nowhere: what was probably meant is a press away."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

pytestmark = pytest.mark.usefixtures("demo")


def test_a_slip_in_an_address_is_answered_with_the_page_that_was_meant(client: Client) -> None:
    for path, meant in (("/vanorter/turri/", "/vanorter/turi/"), ("/en/stratgi/", "/en/strategi/")):
        answer = client.get(path)
        assertContains(answer, f'<li><a href="{meant}">', status_code=404)


def test_nothing_is_guessed_where_nothing_is_like_it(client: Client) -> None:
    for path in ("/qqqqqq/", "/" + "strategi" * 30 + "/", "/%00%00/"):
        assertNotContains(client.get(path), "liknar", status_code=404)
