"""``python -m spasmlab``: the same as the ``spasmlab`` command."""

from spasmlab.site.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
