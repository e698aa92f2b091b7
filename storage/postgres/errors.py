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
    """Raise StoreError for errors that are not bugs of ours; `where` names the database without its password."""
    try:
        yield
    except exc.TimeoutError as error:
        raise BusyError(
            f"Too many people are using the database {where} at once. Please try again in a moment."
        ) from error
    except exc.DBAPIError as error:
        trouble = _trouble(error, where)
        if trouble:
            raise trouble from error
        raise


def _trouble(error: exc.DBAPIError, where: str) -> StoreError | None:
    said = str(error.orig).strip().partition("\n")[0]
    match error.orig:
        case errors.DiskFull():
            return DiskFullError(f"There is no room on the disk of the database {where}. Nothing was changed.")
        case errors.UntranslatableCharacter():
            return StoreError(f"The database {where} cannot keep a character of this text (NUL). Nothing was changed.")
        case cause if isinstance(cause, _TIMED_OUT):
            return BusyError(f"Another process has held the database {where} for too long. Nothing was changed.")
        case cause if isinstance(cause, _FORBIDDEN):
            return StoreError(f"The database {where} does not allow this: {said}. Nothing was changed.")
    if not isinstance(error, exc.OperationalError | exc.InterfaceError | exc.InternalError):
        return None
    return StoreError(
        f"The database {where} cannot be reached just now: {said}. "
        "Please try again in a moment. What had already reached it is not saved twice."
    )
