"""Where the browser tests go, and what they look for there: by role and name, in each language."""

from io import BytesIO

from PIL import Image, ImageChops
from playwright.sync_api import expect

from spasmlab.pages.catalogue import Catalogue
from spasmlab.text import LANGUAGES, words

LESSON = "03-potassium"
PAGES = {page.slug: page.folder for page in Catalogue().pages if page.language == "en"}
PAGES |= {"lesson": PAGES[LESSON], "checkup": PAGES["08-do-i-need-a-checkup"]}
PAGES |= {"treatment": PAGES["09-which-treatment"]}
PAGES |= {"plan": PAGES["11-my-plan"], "missing": "nowhere/"}
BOTH = list(LANGUAGES)
WIDE, PHONE, SMALL = (
    {"width": 1440, "height": 900},
    {"width": 390, "height": 844},
    {"width": 320, "height": 640},
)


def home(language):
    """Return the address of a language's index, below the base URL."""
    return "/" if language == "en" else f"/{language}/"


def go(page, name, language="en", **fragment):
    """Open one of ``PAGES`` and wait until its panels live; return the page.

    ``fragment`` is its state, with ``__`` for a dot: ``gap__potassium="6.0"``.
    """
    state = "&".join(f"{key.replace('__', '.')}={value}" for key, value in fragment.items())
    page.goto(f"{home(language)}{PAGES[name]}" + (f"#{state}" if state else ""))
    if name != "missing":
        awake(page)
    return page


def awake(page):
    """Wait until the page's scripts have brought its panels to life, and its fonts are there."""
    expect(page.locator("html[data-awake]")).to_be_attached()
    page.evaluate("document.fonts.ready.then(() => true)")


def timeless(page):
    """Let a page's time pass only when it is told to, however slow the machine is; return it."""
    page.clock.install(time=0)
    page.clock.pause_at(1)
    return page


def panel(page, name, language="en"):
    """Return a panel by the title it is named with."""
    return page.get_by_role("group", name=words(name, language)["title"], exact=True)


def guess(page, question, language="en"):
    """Return the panel of a question, and the question as it is written."""
    asked = words(f"question.{question}", language)
    kind = words("guess", language)[asked["kind"]]
    found = page.get_by_role("group", name=kind, exact=True)
    return found.filter(has_text=asked["question"]), asked


def answered(choice, language="en"):
    """Return what a panel says to the guess made before it: whether it fits, and its own reply."""
    tools = words("tools", language)
    return f"{tools['fits' if choice['right'] else 'not_fit']} {choice['reply']}"


def slider(page, name, language="en"):
    """Return the potassium slider of a panel."""
    return panel(page, name, language).get_by_role(
        "slider", name=words(name, language)["slider"], exact=True
    )


def plain(sentence, **holes):
    """Fill a sentence of the text files and drop its bold marks, as it is heard."""
    for name, value in holes.items():
        sentence = sentence.replace(f"{{{name}}}", str(value))
    return sentence.replace("**", "")


def picture(page, **options):
    """Return a screenshot as an image, its colours without transparency."""
    return Image.open(BytesIO(page.screenshot(**options))).convert("RGB")


def differing(one, other, by=24):
    """Return how many pixels of two pictures differ by more than a shade (0 to 255)."""
    return sum(ImageChops.difference(one, other).convert("L").histogram()[by:])


def styled(page, css):
    """Add a visitor's own style sheet, which no page may forbid."""
    page.evaluate(
        """(css) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(css);
          document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
        }""",
        css,
    )


# Every piece of text that is drawn: its size on screen in px, where it stands, what it says.
TEXTS = """() => {
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const [node, el] = [walk.currentNode, walk.currentNode.parentElement];
    const hidden = !el.checkVisibility({ visibilityProperty: true, opacityProperty: true })
      || el.closest('.unseen, script, style, title, desc, noscript, option');
    if (hidden || !node.data.trim()) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    const scale = el.getScreenCTM ? el.getScreenCTM().d : 1;
    found.push({ px: parseFloat(getComputedStyle(el).fontSize) * scale, text: node.data.trim(),
      drawn: el.closest('svg') !== null, box: [box.left, box.top, box.right, box.bottom] });
  }
  return found;
}"""

# A table's rows are made alike, and axe would look at seven thousand of them for minutes.
FEW_ROWS = """() => {
  for (const body of document.querySelectorAll(".rows tbody")) {
    for (const row of [...body.rows].slice(5)) row.remove();
    for (const row of body.rows) row.style.contentVisibility = "visible";
  }
}"""
