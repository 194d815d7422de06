"""What goes wrong in ways that a user can mend."""


class SourceError(ValueError):
    """A source or setting that cannot be used. Its text is one sentence for the user: what is wrong, what to do."""


class MissingPackageError(RuntimeError):
    """A Python package is not installed and may not be, or could not be. Its text says what to do."""
