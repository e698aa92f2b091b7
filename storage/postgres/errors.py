"""What do we tell a person when the database does not do what it was asked?"""

from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import errors
from sqlalchemy import exc

from storage.port import Busy, DiskFull, StoreTrouble

_WAITED = (errors.LockNotAvailable, errors.QueryCanceled, errors.DeadlockDetected, errors.SerializationFailure)
_FORBIDDEN = (errors.InsufficientPrivilege, errors.ReadOnlySqlTransaction)


@contextmanager
def in_sentences(where: str) -> Iterator[None]:
    """Raise StoreTrouble for what is not a bug of ours; `where` names the database without its password."""
    try:
        yield
    except exc.TimeoutError as error:
        raise Busy(f"Too many people are using the database {where} at once. Please try again in a moment.") from error
    except exc.DBAPIError as error:
        trouble = _trouble(error, where)
        if trouble:
            raise trouble from error
        raise


def _trouble(error: exc.DBAPIError, where: str) -> StoreTrouble | None:
    said = str(error.orig).strip().partition("\n")[0]
    match error.orig:
        case errors.DiskFull():
            return DiskFull(f"There is no room on the disk of the database {where}. Nothing was changed.")
        case errors.UntranslatableCharacter():
            return StoreTrouble(
                f"The database {where} cannot keep a character of this text (NUL). Nothing was changed."
            )
        case cause if isinstance(cause, _WAITED):
            return Busy(f"Another process has held the database {where} for too long. Nothing was changed.")
        case cause if isinstance(cause, _FORBIDDEN):
            return StoreTrouble(f"The database {where} does not allow this: {said}. Nothing was changed.")
    if not isinstance(error, exc.OperationalError | exc.InterfaceError | exc.InternalError):
        return None
    return StoreTrouble(
        f"The database {where} cannot be reached just now: {said}. "
        "Please try again in a moment. What had already reached it is not saved twice."
    )
