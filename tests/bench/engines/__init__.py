"""What the models are raced against: each engine gives the same run, or says why it is absent."""


class AbsentError(Exception):
    """The engine cannot run here; the text is a few words that say why."""
