"""Time the pages; with ``models``, ``tables`` or ``signs`` as the first word, those."""

import sys

if __name__ == "__main__":
    subject, *others = sys.argv[1:] or ["pages"]
    if subject == "models":
        from tests.bench.models import main
    elif subject == "tables":
        from tests.bench.tables import main
    elif subject == "signs":
        from tests.bench.signs import main
    else:  # the pages need a browser's driver, which the models do not
        from tests.bench.pages import main

        others = others if subject == "pages" else sys.argv[1:]
    raise SystemExit(main(others))
