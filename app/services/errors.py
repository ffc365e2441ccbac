"""Troubles a person can understand and act on. Everything else is a bug and crashes aloud."""


class AppError(Exception):
    """Base class; ``str(error)`` is a sentence fit to show to the user."""


class Invalid(AppError):
    """A value of a form is not acceptable; ``field`` says which."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class NotFound(AppError):
    """Nothing of that name is there, or it was deleted in the meantime."""


class Conflict(AppError):
    """Somebody else, or an earlier window, changed the same thing first."""


class Unavailable(AppError):
    """The book cannot be reached, read or written right now; what to do stands in the sentence."""


class Cancelled(AppError):
    """The user stopped the work; nothing of it was kept."""
