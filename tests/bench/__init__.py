"""Instant, live and plain Voila pages of one lesson, timed side by side in one run."""
