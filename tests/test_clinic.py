"""A clinic's own numbers: read whole or refused by name, and on each page in its language."""

import pytest

from spasmlab.site import cli
from spasmlab.site.clinic import PLACE, Clinic, ClinicError, read
from spasmlab.site.stamp import Stamp

WHOLE = """
name = "Riverside <Clinic>"
emergency = "911"
nurse = "+1 (555) 010-0199"
phone = "555 010 0100"
hours_en = "Monday to Friday, 8 to 5"
hours_es = "De lunes a viernes, de 8 a 5"
"""


@pytest.fixture
def file(tmp_path):
    return tmp_path / "clinic.toml"


def test_a_file_is_read_and_stands_on_a_page_emergency_first_and_escaped(file):
    file.write_text(WHOLE, encoding="utf-8")
    html = read(file).html("es")
    assert html.index("911") < html.index("010-0199") < html.index("010 0100")
    assert "Riverside &lt;Clinic&gt;" in html
    assert 'href="tel:+15550100199"' in html
    assert "De lunes a viernes" in html
    assert "Monday" not in html
    assert "Pregunte a enfermería" in html


def test_only_what_is_told_is_shown():
    html = Clinic("Ours", phone="555").html("en")
    assert html.count("<li") == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = ", "is not TOML"),
        ('nmae = "x"', "there is no 'nmae'; known are name, emergency"),
        ('name = ""\nphone = "555"', "name cannot be ''"),
        ('name = "x"', "needs a name, and one of emergency, nurse, phone"),
        ('phone = "555"', "needs a name"),
        ('name = 3\nphone = "555"', "name cannot be '3'"),
        ('name = "x"\nphone = "call us"', "phone cannot be 'call us'"),
        ('name = "x"\nphone = "555<script>"', "phone cannot be"),
        ('name = "x"\nphone = ["555"]', "phone cannot be"),
        (f'name = "{"x" * 201}"\nphone = "555"', "name cannot be"),
        ('name = "a\\u0000b"\nphone = "555"', "name cannot be"),
    ],
)
def test_what_no_page_can_show_is_refused_by_name(file, text, said):
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ClinicError) as refused:
        read(file)
    assert said in str(refused.value)
    assert str(file) in str(refused.value)


def test_a_file_that_is_not_there_is_refused_before_anything_is_built(file, capsys):
    with pytest.raises(SystemExit):
        cli.main(["export", str(file.parent / "out"), "--clinic", str(file)])
    assert "No such file" in capsys.readouterr().err
    file.write_bytes(b"\xff")
    with pytest.raises(ClinicError, match="is not TOML"):
        read(file)


def test_every_page_has_a_place_for_it_and_says_nothing_where_there_is_none(pages):
    clinic = Clinic("Ours", phone="555 0100")
    for name, page in pages.items():
        assert page.count(PLACE) == 1, name
        folder = name.removesuffix("404.html")
        assert PLACE not in Stamp().on(page, folder)
        stamped = Stamp(clinic=clinic).on(page, folder)
        title = (
            "Teléfonos de esta clínica" if folder.startswith("es/") else "Numbers of this clinic"
        )
        assert f'aria-label="{title}"' in stamped
        assert 'href="tel:5550100"' in stamped


def test_on_a_shared_screen_nothing_can_be_dialled():
    page = f"<html><a href='/'>Home</a>{PLACE}"
    stamped = Stamp(kiosk=True, clinic=Clinic("Ours", phone="555")).on(page, "")
    assert "tel:" not in stamped
    assert "555" in stamped
