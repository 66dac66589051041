"""Someone who uses the keyboard and nothing else: Tab to what has a name, then type, Space, Enter, arrows.

At each stop on the way it is proved that one sees where one is: the focused thing, or the box around it,
changes its outline, lies on the screen, and nothing else lies on top of it (WCAG 2.4.7 and 2.4.11).
"""

import re
from typing import Literal

from playwright.sync_api import Locator, Page, expect

from tests.e2e.pages import sv

AriaRole = Literal["button", "link"]
# More stops than any page has.
MOST_STOPS = 150

# What is wrong with how focus is shown now, or nothing. A choice shows it on the box around it.
WHAT_IS_WRONG = """() => {
    const focused = document.activeElement;
    const shown = focused.closest(".choice") ?? focused;
    const style = getComputedStyle(shown);
    const name = focused.outerHTML.slice(0, 120);
    if (!focused.matches(":focus-visible")) return `focus is not shown on ${name}`;
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) return `no outline: ${name}`;
    const box = shown.getBoundingClientRect();
    const [x, y] = [box.left + Math.min(box.width / 2, 20), box.top + Math.min(box.height / 2, 20)];
    if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return `not on the screen: ${name}`;
    const top = document.elementFromPoint(x, y);
    return top && (shown.contains(top) || top.contains(shown)) ? "" : `covered: ${name}`;
}"""


class Keyboard:
    """One page, without a mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, key: str) -> None:
        """Press a key, wherever one is."""
        self.page.keyboard.press(key)

    def is_at(self, target: Locator) -> bool:
        """Whether focus is on `target`."""
        return target.and_(self.page.locator(":focus")).count() == 1

    def go_to(self, target: Locator, key: str = "Tab") -> None:
        """Press Tab until `target` has focus; at each stop, see where one is."""
        for _ in range(MOST_STOPS):
            if self.is_at(target):
                return
            self.press(key)
            wrong = self.page.evaluate(WHAT_IS_WRONG)
            assert not wrong, f"{self.page.url}: {wrong}"
        raise AssertionError(f"{target} cannot be reached with {key} on {self.page.url}")

    def write(self, label: str, text: str, within: Locator | None = None) -> None:
        """Go to the box with this label, and type."""
        self.go_to((within or self.page).get_by_label(label, exact=False).first)
        self.page.keyboard.type(text)

    def write_date(self, question: str, *parts: int) -> None:
        """Go to the three boxes of a date, and type day, month and year."""
        group = self.page.get_by_role("group", name=question)
        for label, part in zip(("Day", "Month", "Year"), parts, strict=True):
            self.write(sv(label), str(part), group)

    def choose(self, question: str, answer: str) -> None:
        """Go to the alternatives of a question, and move to the answer with the arrows."""
        group = self.page.get_by_role("group", name=question)
        self.go_to(group.get_by_role("radio").first)
        target = group.get_by_role("radio", name=answer, exact=True)
        if self.is_at(target):
            self.press("Space")
        self.go_to(target, key="ArrowDown")
        expect(target).to_be_checked()

    def use(self, role: AriaRole, name: str, key: str = "Enter") -> None:
        """Go to a button or a link with this name, press it, and arrive at the page it leads to."""
        self.go_to(self.page.get_by_role(role, name=name, exact=True).first)
        with self.page.expect_event("load"):
            self.press(key)

    def go_on(self, slug: str) -> None:
        """Go to the button that saves the page, press it, and arrive at the page that follows."""
        self.use("button", sv("Save and go on"))
        expect(self.page).to_have_url(re.compile(f"/{slug}/$"))
