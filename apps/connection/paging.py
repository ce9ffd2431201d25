"""Reads a list to its end, a page at a time."""

from collections.abc import Callable, Iterator
from typing import Any

from google.protobuf.message import Message

from apps.connection.asking import A_QUESTION, Patience, ask

LARGEST_PAGE = 200


def every_page(call: Callable[..., Any], request: Any, patience: Patience = A_QUESTION) -> Iterator[Any]:
    """Every page of the answer to `request`, which must have page_size and page_token, in order."""
    wanted: Message = type(request)()
    wanted.CopyFrom(request)
    page_of: Any = wanted
    page_of.page_size = LARGEST_PAGE
    while True:
        page = ask(call, page_of, patience)
        yield page
        if not page.next_page_token:
            return
        page_of.page_token = page.next_page_token
