"""How the published language's enums and texts become codes to count by."""

from google.protobuf.message import Message

from services.reporting.domain.value import UNKNOWN


def codes(said: Message, *fields: str) -> dict[str, str]:
    """The code of each field: of an enum its value in small letters without prefix, of a text the text.

    What was not given, and what a newer sender means and we do not know, is `unknown`.
    """
    return {name: _code(said, name) or UNKNOWN for name in fields}


def _code(said: Message, name: str) -> str:
    given = getattr(said, name)
    enum = said.DESCRIPTOR.fields_by_name[name].enum_type
    if enum is None:
        return str(given)
    prefix = enum.values_by_number[0].name.removesuffix("UNSPECIFIED")
    meant = enum.values_by_number.get(given)
    return "" if meant is None or given == 0 else meant.name.removeprefix(prefix).lower()
