"""What a publisher says of the pages: whose address is taken, and how a page hears of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spasmlab.pages.catalogue import Catalogue
from spasmlab.site import cli, export
from spasmlab.site.files import Files
from spasmlab.site.live import House
from spasmlab.site.stamp import PLAIN, Stamp, public_url

PAGE = '<!doctype html>\n<html lang="en" data-spasmlab="lesson">\n<p title="<html lang>">Hi</p>'


@pytest.mark.parametrize(
    ("typed", "base", "address"),
    [
        ("https://cramps.example.org", "/", "https://cramps.example.org/"),
        ("https://cramps.example.org/", "/", "https://cramps.example.org/"),
        ("https://example.org", "/cramps/", "https://example.org/cramps/"),
        ("https://example.org/", "/cramps/", "https://example.org/cramps/"),
        ("https://example.org/teach/cramps", "/x/", "https://example.org/teach/cramps/"),
        ("http://192.168.1.20:8866", "/", "http://192.168.1.20:8866/"),
        ("http://[2001:db8::7]:8866/a~b", "/", "http://[2001:db8::7]:8866/a~b/"),
        ("HTTPS://Example.org/Cramps", "/", "https://example.org/Cramps/"),
    ],
)
def test_the_address_of_the_index_is_told_whole(typed, base, address):
    assert public_url(typed, base) == address
    assert public_url(address, base) == address  # as it stands in a script


NO_ADDRESS = [
    "",
    "cramps.example.org",
    "ftp://example.org/",
    "//example.org/",
    "https://",
    "https:///cramps/",
    "https://me:secret@example.org/",
    "https://example.org/?page=1",
    "https://example.org/#top",
    "https://example.org/a/../b",
    "https://example.org/a b",
    'https://example.org/"><script>',
    "https://exa mple.org/",
    "https://example.org:port/",
    "https://example.org:99999/",
    "https://[::1/",
    "javascript:alert(1)",
]


@pytest.mark.parametrize("typed", NO_ADDRESS)
def test_what_is_no_web_address_is_refused_and_shown(typed):
    with pytest.raises(ValueError, match="must look like") as error:
        public_url(typed)
    assert str(error.value) == f"must look like https://cramps.example.org/, got {typed!r}"


HERE = ["localhost", "a.localhost:80", "127.0.0.1:8866", "127.9.9.9", "[::1]:8866", "0.0.0.0"]


@pytest.mark.parametrize("host", HERE)
def test_an_address_that_means_the_phone_itself_is_refused(host):
    with pytest.raises(ValueError, match="must be an address that a phone can reach"):
        public_url(f"http://{host}/")


@given(st.text(max_size=40))
def test_nothing_typed_can_break_out_of_the_attribute(text):
    try:
        address = public_url(f"https://example.org/{text}")
    except ValueError:
        return
    assert not set(address) & set("<>\"'& \t\r\n\\?#")


def test_a_page_is_told_its_own_address_once_and_the_rest_of_it_is_left():
    page = Stamp(public="https://example.org/").on(PAGE, "es/11-my-plan/")
    head = (
        '<html lang="en" data-spasmlab="lesson" data-public="https://example.org/es/11-my-plan/">'
    )
    assert page == PAGE.replace('<html lang="en" data-spasmlab="lesson">', head, 1)
    assert PLAIN.on(PAGE, "") == PAGE


@pytest.fixture
def site(tmp_path):
    """A built site in small: the index, a lesson in Spanish, and what is no page."""
    folder = tmp_path / "site"
    for home in ("", "es/11-my-plan/"):
        (folder / home).mkdir(parents=True, exist_ok=True)
        (folder / home / "index.html").write_text(PAGE)
    (folder / "404.html").write_text(PAGE + "__BASE__")
    (folder / "assets").mkdir()
    (folder / "assets" / "page.js").write_text("`<html>`")
    return folder


def test_served_exported_and_live_pages_all_hear_of_it(site, tmp_path):
    stamp = Stamp(public="https://example.org/cramps/")
    files = Files(site, "/cramps/", stamp)
    told = files.find("es/11-my-plan/").body
    assert b'data-public="https://example.org/cramps/es/11-my-plan/"' in told
    assert b'data-public="https://example.org/cramps/"' in files.find("").body
    assert files.find("assets/page.js").body == b"`<html>`"
    export.write(site, tmp_path / "out", "/cramps/", stamp)
    assert (tmp_path / "out" / "es" / "11-my-plan" / "index.html").read_bytes() == told
    assert (tmp_path / "out" / "404.html").read_text().endswith("/cramps/")
    catalogue = Catalogue()
    lesson = catalogue.find("03-potassium", "es")
    house = House(catalogue, "0", stamp)
    live = house.full(house.find(lesson.notebook))
    assert 'data-public="https://example.org/cramps/es/03-potassium/"' in live


def test_the_command_line_passes_it_on_and_refuses_a_bad_one(site, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(cli, "_built", lambda **_: site)
    wanted = ["--base-url=/cramps/", "--public-url=https://example.org"]
    assert cli.main(["export", str(tmp_path / "out"), *wanted]) == 0
    assert 'data-public="https://example.org/cramps/"' in (tmp_path / "out/index.html").read_text()
    assert cli.main(["export", str(tmp_path / "out")]) == 0
    assert "data-public" not in (tmp_path / "out" / "index.html").read_text()
    for command in (["serve"], ["export", "x"]):
        with pytest.raises(SystemExit):
            cli.main([*command, "--public-url=http://localhost:8866/"])
        complaint = "--public-url: must be an address that a phone can reach, got 'http://localhost"
        assert complaint in capsys.readouterr().err
