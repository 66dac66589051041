"""All of it, from the check of who may apply to the receipt: one operation is one application."""

from functools import cache
from io import BytesIO

from PIL import Image

from bench import answers
from bench.browser import Browser
from bench.people import applicants
from bench.scenario import CONNECTIONS, Scenario

ROUND = "/ansok/exempel/"
EACH = 60


def sessions() -> list[list[str]]:
    """Sixty signed-in applicants a connection: nobody applies twice."""
    return [applicants(EACH) for _number in range(CONNECTIONS)]


@cache
def photo() -> bytes:
    """A photo of about 100 kB, as a phone sends a small one."""
    kept = BytesIO()
    Image.effect_noise((480, 360), 60).convert("RGB").save(kept, "JPEG", quality=82)
    return kept.getvalue()


def apply(browser: Browser, waiting: list[str]) -> bool | None:
    """Check, begin, all pages with one photo, check the answers, send, read the receipt."""
    if not waiting:
        return False
    browser.sign_in(waiting.pop())
    browser.get(ROUND)
    browser.get(f"{ROUND}passar-det/")
    birth_date = {name: value for name, value in answers.ABOUT.items() if name.startswith("birth")}
    browser.post(f"{ROUND}passar-det/", {**birth_date, "linked": "yes", "abroad": "yes"}, expect=200)
    browser.get(f"{ROUND}borja/")
    draft = browser.post(f"{ROUND}nytt-utkast/", {}).headers["Location"]
    page = browser.get(draft, expect=302).headers["Location"]
    for name, fields in answers.PAGES.items():
        if name == "bilagor":
            browser.upload(f"{page}ladda-upp/", "files", photo())
        revision = browser.get(page).hidden("revision")
        page = browser.post(page, {**fields, "revision": revision}).headers["Location"]
    shown = browser.get(page).hidden("shown")
    receipt = browser.post(page, {"shown": shown}).headers["Location"]
    browser.get(receipt)
    return None


WHOLE = Scenario("whole_application", ">= 0.004", apply, sessions)
