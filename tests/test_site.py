"""The running server: its addresses, its headers, its kernels, and what it keeps shut.

One real ``spasmlab serve`` with room for a single kernel, and one under a base URL.
"""

import json
import re
from urllib.parse import urljoin, urlsplit

import pytest
from tests.serving import serving

from spasmlab import __version__
from spasmlab.text import LANGUAGES

LESSON = "03-potassium"
LIVE_PAGES = [f"/live/{LESSON}", f"/live/es/{LESSON}"]


@pytest.fixture(scope="module")
def server(store):
    with serving(store, "--kernels=1") as running:
        yield running


@pytest.fixture(scope="module")
def based(store):
    with serving(store, "--base-url=/cramps/", "--kernels=0") as running:
        yield running


@pytest.fixture(scope="module")
def live(server):
    """The live lesson in both languages, and how many kernels ran during and after each."""
    seen = {}
    for path in LIVE_PAGES:
        page = server.ask(f"{path}?template=reveal&theme=dark&answer=7.1")
        during, full = server.kernels(), server.ask(path)
        left = server.leave(page)
        seen[path] = (page, full, during, left.status, server.kernels())
    return seen


PAGES = ["/", f"/{LESSON}/", "/get-help/", "/es/", f"/es/{LESSON}/", "/es/get-help/"]


@pytest.mark.parametrize("path", PAGES)
def test_instant_pages_answer_in_their_language(server, path):
    page = server.ask(path)
    language = "es" if path.startswith("/es/") else "en"
    assert page.status == 200
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert f'<html lang="{language}"' in page.text


@pytest.mark.standard("V02")
@pytest.mark.parametrize("path", [*PAGES, f"/{LESSON}", "/nowhere", "/healthz"])
def test_no_instant_answer_sets_a_cookie(server, path):
    assert server.ask(path).cookies() == []


def test_a_page_is_packed_on_the_wire_and_plain_for_who_asks(server):
    packed = server.ask(f"/{LESSON}/")
    plain = server.ask(f"/{LESSON}/", Accept_Encoding="identity")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert plain.headers["Content-Encoding"] is None
    assert packed.body == plain.body
    assert int(packed.headers["Content-Length"]) < len(plain.body)


def test_a_page_that_has_not_changed_is_not_sent_again(server):
    first = server.ask("/")
    again = server.ask("/", If_None_Match=first.headers["ETag"])
    assert first.headers["Cache-Control"] == "no-cache"
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize("suffix", ["css", "js", "woff2", "svg"])
def test_shared_files_are_kept_for_a_year_under_their_type(server, suffix):
    types = {
        "css": "text/css; charset=utf-8",
        "js": "text/javascript; charset=utf-8",
        "woff2": "font/woff2",
        "svg": "image/svg+xml",
    }
    page = "/nowhere/" if suffix == "svg" else f"/{LESSON}/"  # whose icon lies in the page itself
    link = re.search(rf'"(?:\.\.)?/(assets/\w+/[\w.-]+\.{suffix})"', server.ask(page).text)[1]
    file = server.ask(f"/{link}")
    assert file.status == 200
    assert file.headers["Content-Type"] == types[suffix]
    assert file.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.standard("V03")
def test_an_instant_page_may_talk_to_its_own_host_alone(server):
    headers = server.ask(f"/{LESSON}/").headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == "'self'"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Server"] is None


@pytest.mark.parametrize(
    ("path", "to"), [(f"/{LESSON}", f"{LESSON}/"), ("/es", "es/"), (f"/es/{LESSON}", f"{LESSON}/")]
)
def test_an_address_without_its_slash_goes_to_the_page(server, path, to):
    answer = server.ask(f"{path}?potassium=7")
    assert (answer.status, answer.headers["Location"]) == (301, to)


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/nowhere", "en"),
        ("/a/b/c", "en"),
        ("/es/nada", "es"),
        ("/live/nowhere", "en"),
        ("/live/es/nada", "es"),
        ("/live/../index", "en"),
        ("/live/es/../03-potassium", "es"),
    ],
)
def test_a_missing_page_is_a_friendly_one_at_any_depth(server, path, language):
    page = server.ask(path)
    assert page.status == 404
    assert f'<html lang="{language}"' in page.text
    style = re.search(r'rel="stylesheet" href="(/[^"]+)"', page.text)[1]
    assert server.ask(style).status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/voila/tree",
        "/voila/tree/",
        "/voila/api/contents",
        "/voila/api/contents/",
        f"/voila/render/{LESSON}.ipynb",
        f"/voila/files/{LESSON}.ipynb",
        "/voila/templates/lab/static/index.css",
        "/api/contents",
        "/login",
        "/built.json",
        "/../built.json",
        "/assets/../built.json",
        "/%2e%2e/built.json",
        "/..%2f..%2fetc/passwd",
        "//etc/passwd",
        "/voila/static/../../../../../../etc/passwd",
        "/voila/static/%2e%2e/%2e%2e/__init__.py",
    ],
)
def test_nothing_else_of_voila_or_of_the_disk_is_there(server, path):
    assert server.ask(path).status in {403, 404}


def test_health_says_version_and_kernels(server):
    answer = server.ask("/healthz")
    assert answer.headers["Content-Type"].startswith("application/json")
    assert json.loads(answer.body) | {"kernels": 0} == {
        "status": "ok",
        "version": __version__,
        "kernels": 0,
        "kernels_limit": 1,
    }


@pytest.mark.parametrize("path", ["/", f"/{LESSON}/", *LIVE_PAGES, "/healthz"])
def test_head_is_answered_without_a_kernel(server, path):
    before = server.kernels()
    answer = server.ask(path, "HEAD")
    assert (answer.status, answer.body) == (200, b"")
    assert server.kernels() == before


def test_head_knows_a_missing_live_page(server):
    assert server.ask("/live/nowhere", "HEAD").status == 404


@pytest.mark.parametrize("path", LIVE_PAGES)
def test_a_live_page_runs_the_notebook_in_its_language(live, path):
    page = live[path][0]
    language = "es" if "/es/" in path else "en"
    assert page.status == 200
    assert f'<html lang="{language}"' in page.text
    assert page.text.count("<main ") == 1
    assert "application/vnd.jupyter.widget-view+json" in page.text
    assert 'class="help"' in page.text
    assert f'href="{"../../es" if language == "es" else ".."}/{LESSON}/"' in page.text


@pytest.mark.parametrize("path", LIVE_PAGES)
def test_a_live_page_shows_students_code_and_nobody_the_presenters_cells(live, path):
    text = live[path][0].text
    assert re.search(r'<section class="cell code is-student[^>]*>\s*<div class="code">', text)
    assert not re.search(r'<section class="cell [^"]*is-(present|notes|language)', text)


@pytest.mark.standard("V03")
@pytest.mark.parametrize("path", LIVE_PAGES)
def test_a_live_page_loads_nothing_from_outside(live, server, path):
    text = live[path][0].text
    loaded = re.findall(r'<(?:script|img|iframe|source)[^>]*\bsrc="([^"]+)"', text)
    loaded += re.findall(r'<link[^>]*\bhref="([^"]+)"', text)
    assert len(loaded) > 4
    assert not [address for address in loaded if urlsplit(address).netloc]


@pytest.mark.parametrize("path", LIVE_PAGES)
def test_every_link_of_a_live_page_leads_somewhere(live, server, path):
    links = re.findall(r'\b(?:href|src)="([^"#]+)', live[path][0].text)
    near = {urljoin(path, link) for link in links if not urlsplit(link).scheme}
    assert len(near) > 8
    assert [link for link in near if server.ask(link, "HEAD").status != 200] == []


def test_a_live_page_ignores_a_template_and_a_theme_from_its_address(live):
    text = live[LIVE_PAGES[0]][0].text
    assert '"jupyterLabTheme": "light"' in text
    assert "reveal" not in text


@pytest.mark.parametrize("path", LIVE_PAGES)
def test_a_live_page_takes_a_kernel_and_gives_it_back_when_it_closes(live, path):
    _, _, during, closed, after = live[path]
    assert (during, closed, after) == (1, 204, 0)


@pytest.mark.parametrize("path", LIVE_PAGES)
def test_a_full_house_gets_a_page_with_the_way_to_the_lesson(live, path):
    full = live[path][1]
    assert full.status == 503
    assert full.headers["Retry-After"]
    assert full.headers["Content-Type"].startswith("text/html")
    assert 'class="button" href="' in full.text
    assert f'{LESSON}/"' in full.text


@pytest.mark.standard("V02")
def test_a_live_page_keeps_one_cookie_for_its_closing_and_nobody_in_it(live):
    (cookie,) = live[LIVE_PAGES[0]][0].cookies()
    assert cookie.startswith("_xsrf=")
    assert "samesite=strict" in cookie.lower()
    assert "expires" not in cookie.lower()
    assert "max-age" not in cookie.lower()


def test_a_live_page_states_its_own_policy(live):
    policy = live[LIVE_PAGES[0]][0].headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "http" not in policy


def test_another_sites_page_cannot_end_a_kernel(server, live):
    forged = server.ask("/voila/api/shutdown/0", "POST", "_xsrf=1", Origin="http://elsewhere.test")
    assert forged.status in {403, 404}


@pytest.mark.standard("V04")
def test_no_log_line_holds_what_stood_behind_a_question_mark(server, live):
    server.ask(f"/{LESSON}/?potassium=7.1")
    server.ask("/nowhere?potassium=7.1")
    log = server.log.read_text()
    assert f"200 GET /{LESSON}/" in log
    assert f"200 GET /live/{LESSON}" in log
    assert "7.1" not in log
    assert "?" not in "".join(line for line in log.splitlines() if " GET " in line)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_works_below_a_base_url(based, language):
    home = "/cramps/" + ("" if language == "en" else f"{language}/")
    lesson = based.ask(f"{home}{LESSON}/")
    up = "../" if language == "en" else "../../"
    style = re.search(r'rel="stylesheet" href="([^"]+)"', lesson.text)[1]
    assert style.startswith(f"{up}assets/")
    assert based.ask(f"/cramps/{style.removeprefix(up)}").status == 200
    assert based.ask(f"{home}{LESSON}").headers["Location"] == f"{LESSON}/"
    assert based.ask("/cramps").headers["Location"] == "/cramps/"
    assert based.ask(f"/{LESSON}/").status == 404
    missing = based.ask(f"{home}a/b/c")
    assert missing.status == 404
    assert 'href="/cramps/assets/' in missing.text
    assert "__BASE__" not in missing.text
    full = based.ask(f"/cramps/live/{home.removeprefix('/cramps/')}{LESSON}")
    assert full.status == 503
    assert based.ask("/cramps/voila/static/voila.js", "HEAD").status == 200
    assert based.ask("/cramps/voila/tree").status == 404
