"""What hands do: keys, and things that are dropped or pasted."""

from collections.abc import Mapping
from typing import Final

from playwright.sync_api import Locator, Page, expect

_LOST: Final = "document.activeElement === null || document.activeElement === document.body"

_TRANSFER: Final = """([files, text]) => {
    const all = new DataTransfer();
    for (const [name, content] of Object.entries(files)) all.items.add(new File([content], name));
    if (text) all.setData("text/plain", text);
    return all;
}"""


def press(page: Page, control: Locator, key: str = "Enter") -> None:
    """Press a key on what has the focus, as somebody does who has no mouse."""
    control.focus()
    expect(control).to_be_focused()
    page.keyboard.press(key)


def assert_kept(page: Page) -> None:
    """The focus is somewhere in the page, also after all that happens at once has happened."""
    page.wait_for_function(f"!({_LOST})")
    page.wait_for_timeout(150)
    assert not page.evaluate(_LOST)


def drop(page: Page, files: Mapping[str, str], text: str = "", place: str = "main") -> None:
    """Drop files or a text as the browser does it: they hang over the page before they are let go."""
    dropped = page.evaluate_handle(_TRANSFER, [files, text])
    page.dispatch_event(place, "dragover", {"dataTransfer": dropped})
    expect(page.get_by_text("Let go to import")).to_be_visible()
    page.dispatch_event(place, "drop", {"dataTransfer": dropped})
    expect(page.get_by_text("Let go to import")).to_have_count(0)


def paste(page: Page, text: str) -> None:
    """Paste a text where nobody types."""
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            document.body.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
        }""",
        text,
    )
