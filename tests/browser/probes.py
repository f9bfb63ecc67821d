"""What is looked for on a page of any kind: each probe returns what is wrong, and where."""

from axe_playwright_python.sync_playwright import Axe
from tests.browser.visits import TEXTS, styled

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# Of what keeps a rule, nothing is told: to name it all takes axe more than half of its time.
SHORT = {"resultTypes": ["violations"], "selectors": False}
ONLY = {"runOnly": {"type": "tag", "values": RULES}, **SHORT}
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"""
TWICE = "html { font-size: 200% !important; }"
# Text that does not fit the box that holds it, where the box hides or overlaps what is too much.
CUT = """() => {
  const cut = [];
  for (const el of document.querySelectorAll('body *:not(svg *)')) {
    const style = getComputedStyle(el);
    const own = [...el.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const pressed = el.matches('button, label, a, summary, legend, .band-card');
    const hides = /hidden|clip/.test(style.overflowX + style.overflowY);
    const counts = hides || pressed || own;
    if (!counts || !el.checkVisibility() || el.closest('.unseen, math')) continue;
    if (style.display === 'inline' || /auto|scroll/.test(style.overflowX)) continue;
    const box = el.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1) continue;
    const wide = el.scrollWidth > el.clientWidth + 1;
    const high = (hides || pressed) && el.scrollHeight > el.clientHeight + 1;
    const name = `${el.tagName}.${el.className} ${el.textContent.trim().slice(0, 40)}`;
    if (wide || high) cut.push(name);
  }
  return cut;
}"""
SMALL_TARGETS = """() => [...document.querySelectorAll('a, button, input, select, summary')]
  .filter((el) => el.checkVisibility() && !el.closest('[inert]'))
  .map((el) => (el.matches('[type=radio], [type=checkbox]') ? el.closest('label') ?? el : el))
  .filter((el) => !(el.matches('a') && getComputedStyle(el).display === 'inline'
    && el.parentElement.textContent.trim() !== el.textContent.trim()))
  .map((el) => [el.textContent.trim() || el.id, el.getBoundingClientRect()])
  .filter(([, box]) => box.width > 1 && (box.width < 43.9 || box.height < 43.9))
  .map(([name, box]) => `${name}: ${box.width.toFixed(0)} x ${box.height.toFixed(0)}`)"""
OVERLAPS = """() => [...document.querySelectorAll('.panel')].flatMap((panel) => {
  const parts = [...panel.querySelectorAll('.panel-controls, .chart > svg, .panel-say')]
    .filter((part) => !part.parentElement.closest('.panel-controls')); // it may hold a chart
  const boxes = parts.map((part) => part.getBoundingClientRect());
  return boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) =>
    a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1
  ).map(() => panel.dataset.key));
})"""
MOVING = """() => [...document.querySelectorAll('*')].filter((el) => {
  const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(el);
  return !/^0s(, 0s)*$/.test(transitionDuration) || animationName !== 'none'
    || scrollBehavior === 'smooth';
}).map((el) => el.outerHTML.slice(0, 80))"""
JUMPS = """
  window.jumps = [];
  const note = (list) => jumps.push(...list.getEntries().map((entry) => entry.value));
  window.watching = new PerformanceObserver(note);
  watching.observe({ type: "layout-shift", buffered: true });
"""
# Every fold that a visitor can see is opened, every guess skipped: all of a page lies bare.
BARE = """() => {
  for (const button of document.querySelectorAll('.guess-skip')) if (button.checkVisibility())
    button.click();
  for (let pass = 0; pass < 3; pass++) for (const fold of document.querySelectorAll('details'))
    if (fold.checkVisibility()) fold.open = true;
}"""


def sideways(page):
    """How many px a page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def violations(page, options, context=None):
    """What axe-core finds on a page, or on a part of it."""
    return Axe().run(page, context=context, options=options).response["violations"]


def broken(page, forgiven=()):
    """The rules of axe-core a page breaks, each with the places where it does."""
    rules = (rule for rule in violations(page, ONLY) if rule["id"] not in forgiven)
    return {rule["id"]: [node["html"][:160] for node in rule["nodes"]] for rule in rules}


def tiny(page):
    """What is drawn in a picture with letters under 12 px on the screen."""
    return page.evaluate(f"({TEXTS})().filter((one) => one.drawn && one.px < 12)")


def resized(page, size):
    """Give a page another window, and wait until its charts have been drawn for it."""
    page.set_viewport_size(size)
    settled(page)


def settled(page):
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def jumped(page):
    """How far the parts of a page have moved while it came, as browsers sum it up."""
    settled(page)
    left = "watching.takeRecords().map((entry) => entry.value)"
    return sum(page.evaluate(f"[...jumps, ...{left}]"))


def undone(page, css, look):
    """Return what ``look()`` finds while a visitor's own style sheet is on the page."""
    styled(page, css)
    try:
        return look()
    finally:
        page.evaluate("document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1)")
