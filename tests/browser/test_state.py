"""What a visitor did: kept in the link alone, brought back by it, and harmless when it is wrong."""

import pytest
from playwright.sync_api import expect
from tests.browser.visits import BOTH, awake, go, guess, panel, slider

from spasmlab.text import words

pytestmark = pytest.mark.browser


def use(page, language):
    """Guess, drag, answer, choose people, and read as a student."""
    asked, question = guess(page, "potassium_gap", language)
    asked.get_by_role("radio", name=question["choices"][0]["text"]).check()
    slider(page, "gap", language).fill("40")
    check, question = guess(page, "potassium_pills", language)
    check.get_by_role("radio", name=question["choices"][1]["text"]).check()
    check.get_by_role("button", name=words("guess", language)["check"]).click()
    slip, say = panel(page, "lab_slip", language), words("lab_slip", language)
    slip.get_by_role("radio", name=say["male"], exact=True).check()
    slip.get_by_role("combobox", name=say["age"]).select_option("70")
    slider(page, "lab_slip", language).fill("12")
    page.get_by_role("radio", name=words("page", language)["student"]).check()


def stands(page, language):
    """Expect all that ``use`` did to be there."""
    say = words("lab_slip", language)
    asked, question = guess(page, "potassium_gap", language)
    expect(asked.get_by_role("radio", name=question["choices"][0]["text"])).to_be_checked()
    expect(slider(page, "gap", language)).to_have_value("40")
    check, question = guess(page, "potassium_pills", language)
    expect(check.get_by_role("status")).to_contain_text(question["choices"][1]["reply"])
    slip = panel(page, "lab_slip", language)
    expect(slip.get_by_role("radio", name=say["male"], exact=True)).to_be_checked()
    expect(slip.get_by_role("combobox", name=say["age"])).to_have_value("70")
    expect(slider(page, "lab_slip", language)).to_have_value("12")
    expect(page.get_by_role("radio", name=words("page", language)["student"])).to_be_checked()


@pytest.mark.parametrize("language", BOTH)
def test_copy_link_takes_everything_to_a_fresh_page(visitor, language):
    page = go(visitor(permissions=["clipboard-read", "clipboard-write"]), "lesson", language)
    use(page, language)
    tools = words("tools", language)
    gap = panel(page, "gap", language)
    gap.get_by_role("button", name=tools["copy"], exact=True).click()
    expect(gap.get_by_text(tools["copied"], exact=True)).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == page.url
    fresh = visitor()
    fresh.goto(link)
    awake(fresh)
    stands(fresh, language)


@pytest.mark.parametrize("language", BOTH)
def test_without_a_clipboard_the_link_is_there_to_be_selected(visitor, language):
    page = visitor()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    go(page, "lesson", language)
    use(page, language)
    tools = words("tools", language)
    gap = panel(page, "gap", language)
    gap.get_by_role("button", name=tools["copy"], exact=True).click()
    field = gap.get_by_role("textbox", name=tools["copy"], exact=True)
    expect(field).to_have_value(page.url)
    assert page.evaluate("getSelection().toString()") == page.url
    expect(gap.get_by_text(tools["copy_by_hand"], exact=True)).to_be_visible()


@pytest.mark.standard("V02")
@pytest.mark.standard("V04")
def test_what_was_done_is_in_the_fragment_and_nowhere_else(page, server):
    go(page, "lesson")
    before = page.evaluate("history.length")
    use(page, "en")
    address, _, fragment = page.url.partition("#")
    assert address == f"http://{server.host}/03-potassium/"
    assert "gap.potassium=6.0" in fragment
    assert page.evaluate("history.length") == before
    assert page.context.cookies() == []
    kept = page.evaluate("""async () => [localStorage.length, sessionStorage.length,
      (await indexedDB.databases()).length, (await caches.keys()).length]""")
    assert kept == [0, 0, 0, 0]
    log = server.log.read_text()
    assert "GET /03-potassium/" in log
    assert "gap" not in log


@pytest.mark.standard("V04")
@pytest.mark.parametrize(
    ("fragment", "name", "value"),
    [
        ("gap.potassium=abc", "gap", "20"),
        ("gap.potassium=NaN", "gap", "20"),
        ("gap.potassium=", "gap", "20"),
        ("gap.potassium=99", "gap", "60"),
        ("gap.potassium=-5", "gap", "0"),
        ("gap.potassium=Infinity", "gap", "20"),
        ("gap.potassium=<script>alert(1)</script>", "gap", "20"),
        ("lab_slip.potassium=99", "lab_slip", "50"),
        ("lab_slip.age=7&lab_slip.sex=X", "lab_slip", "20"),
        ("nobody.knows=1&__proto__=2&<b>=3&gap.potassium=3.0", "gap", "10"),
        ("%E0%A4%A", "gap", "20"),
        ("at=nowhere.12&focus=nothing", "gap", "20"),
        ("at=<script>&focus=main", "gap", "20"),
        ("step=999", "gap", "20"),
        ("voice=nobody", "gap", "20"),
        ("potassium_gap.choice=99", "gap", "20"),
        ("potassium_3_to_5.choice=99", "gap", "20"),
        ("potassium_3_to_5.choice=x", "gap", "20"),
        ("potassium_3_to_5.choice=skipped", "gap", "20"),
    ],
)
def test_a_broken_link_is_harmless_and_clipped(page, fragment, name, value):
    page.goto(f"/03-potassium/#potassium_gap.choice=skipped&{fragment}")
    awake(page)
    expect(slider(page, name)).to_have_value(value)
    expect(page.locator("h1:visible")).to_have_count(1)
    assert page.locator("script:not([src]):not([type='application/json'])").count() == 0
    sex = panel(page, "lab_slip").get_by_role("radio", name=words("lab_slip")["female"])
    expect(sex).to_be_checked()
    expect(panel(page, "lab_slip").get_by_role("combobox")).to_have_value("50")
    voice = page.get_by_role("radio", name=words("page")["me"], exact=True)
    expect(voice).to_be_checked()
    slider(page, name).press("Home")
    expect(slider(page, name)).to_have_value("0")


def test_a_link_clicked_on_the_page_itself_moves_its_panels(page):
    go(page, "lesson", potassium_gap__choice="skipped", gap__potassium="3.0")
    page.evaluate("location.hash = 'potassium_gap.choice=skipped&gap.potassium=7.0'")
    expect(slider(page, "gap")).to_have_value("50")
    page.go_back()
    expect(slider(page, "gap")).to_have_value("10")
