"""Turn database errors into sentences for people."""

from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import errors
from sqlalchemy import exc

from storage.port import BusyError, DiskFullError, StoreError

_TIMED_OUT = (errors.LockNotAvailable, errors.QueryCanceled, errors.DeadlockDetected, errors.SerializationFailure)
_FORBIDDEN = (errors.InsufficientPrivilege, errors.ReadOnlySqlTransaction)


@contextmanager
def readable_errors(where: str) -> Iterator[None]:
    """Raise StoreError for errors that are not bugs of ours; `where` names the database without its password.

    The sentences go to everybody, so that where the database is, and what its driver says, stand in the detail alone.
    """
    try:
        yield
    except exc.TimeoutError as error:
        says = "Too many people are using the database at once. Please try again in a moment."
        raise BusyError(says, where) from error
    except exc.DBAPIError as error:
        trouble = _trouble(error, where)
        if trouble:
            raise trouble from error
        raise


def _trouble(error: exc.DBAPIError, where: str) -> StoreError | None:
    detail = f"{where}: {str(error.orig).strip().partition(chr(10))[0]}"
    match error.orig:
        case errors.DiskFull():
            return DiskFullError("There is no room on the disk of the database. Nothing was changed.", where)
        case errors.UntranslatableCharacter():
            return StoreError("The database cannot keep a character of this text (NUL). Nothing was changed.", where)
        case cause if isinstance(cause, _TIMED_OUT):
            return BusyError("Another process has held the database for too long. Nothing was changed.", detail)
        case cause if isinstance(cause, _FORBIDDEN):
            return StoreError("The database does not allow this. Nothing was changed.", detail)
    if not isinstance(error, exc.OperationalError | exc.InterfaceError | exc.InternalError):
        return None
    return StoreError(
        "The database cannot be reached just now. "
        "Please try again in a moment. What had already reached it is not saved twice.",
        detail,
    )
