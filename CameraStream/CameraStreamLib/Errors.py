"""What goes wrong in ways that a user can mend."""


class SourceError(ValueError):
    """A source or setting that cannot be used. Its text is one sentence for the user: what is wrong, what to do."""
