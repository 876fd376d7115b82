"""Holds raw JSON against the types of lsprotocol without mercy. Its own reader converts and forgives: it makes texts of
numbers, and forgets keys that it does not know. Here every key must be known, every value of the right kind."""

import enum
import re
import types
import typing

import attrs
from lsprotocol import types as lsp
from lsprotocol.converters import get_converter

# Resolves the forward references of the types.
get_converter()

LARGEST = 2**31 - 1


def camel(name: str) -> str:
    """The key in JSON of an attribute in Python."""
    head, *rest = name.rstrip("_").split("_")
    return head + "".join(part.capitalize() for part in rest)


def check(value: object, hint: object, place: str = "") -> None:
    """Raises an AssertionError that says where a value is not what the type asks for."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    name = getattr(origin, "__name__", "")
    if hint in (typing.Any, object):
        return
    if hint is type(None):
        assert value is None, f"{place} is not null: {value!r}"
    elif origin is typing.Literal:
        assert value in arguments, f"{place} is none of {arguments}: {value!r}"
    elif hint is bool or hint is str or hint is float:
        kinds = (int, float) if hint is float else hint
        assert isinstance(value, kinds), f"{place} is no {hint.__name__}: {value!r}"
    elif hint is int:
        whole = isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST + 1
        assert whole, f"{place} is no whole number: {value!r}"
    elif origin in (typing.Union, types.UnionType):
        one_of(value, arguments, place)
    elif origin is tuple:
        assert isinstance(value, list) and len(value) == len(arguments), f"{place}: {value!r}"
        for item, kind in zip(value, arguments):
            check(item, kind, place)
    elif name in ("Sequence", "list"):
        assert isinstance(value, list), f"{place} is no list: {value!r}"
        for index, item in enumerate(value):
            check(item, arguments[0], f"{place}[{index}]")
    elif name in ("Mapping", "dict"):
        assert isinstance(value, dict), f"{place} is no object: {value!r}"
        for key, item in value.items():
            check(item, arguments[1], f"{place}[{key}]")
    elif isinstance(hint, type) and issubclass(hint, enum.Enum):
        assert value in [item.value for item in hint], f"{place} is no {hint.__name__}: {value!r}"
    else:
        whole_object(value, hint, place)


def one_of(value: object, kinds: tuple, place: str) -> None:
    complaints = []
    for kind in kinds:
        try:
            return check(value, kind, place)
        except AssertionError as wrong:
            complaints.append(str(wrong))
    raise AssertionError(f"{place} fits nothing:\n  " + "\n".join(complaints).replace("\n", "\n  "))


def whole_object(value: object, kind: type, place: str) -> None:
    assert isinstance(value, dict), f"{place} is no object: {value!r}"
    known = {camel(attribute.name): attribute for attribute in attrs.fields(kind)}
    unknown = value.keys() - known.keys()
    assert not unknown, f"{place} has keys that {kind.__name__} does not have: {sorted(unknown)}"
    for key, attribute in known.items():
        may_be_null = type(None) in typing.get_args(attribute.type)
        literal = re.fullmatch(r"<in_ validator with options \[(.*)\]>", repr(attribute.validator))
        if key not in value:
            # What has a default may be absent, except that a message needs what makes it one.
            special = lsp.is_special_property(kind, attribute.name)
            optional = attribute.default is not attrs.NOTHING and not special and not literal
            assert optional or (special and key in ("id", "params")), f"{place} has no {key} ({kind.__name__})"
        elif literal:
            assert value[key] in literal[1].replace("'", "").split(", "), f"{place}.{key}: {value[key]!r}"
        elif value[key] is None:
            special = lsp.is_special_property(kind, attribute.name) and may_be_null
            # The result of `shutdown` is nothing but null.
            special = special or attribute.type is type(None)
            assert special, f"{place}.{key} is null and should be absent ({kind.__name__})"
        else:
            check(value[key], attribute.type, f"{place}.{key}")


def check_message(message: dict, method: "str | None") -> None:
    """Checks what a server sends. `method` is what an answer is the answer to."""
    if "method" in message:
        kinds = lsp.METHOD_TO_TYPES.get(message["method"])
        assert kinds, f"the protocol has no {message['method']}"
        assert lsp.message_direction(message["method"]) != "clientToServer", message["method"]
        check(message, kinds[0], message["method"])
        if message["method"] == "$/progress":
            progress(message["params"]["value"])
    elif "error" in message:
        # What could not be read has the id null.
        known = message if message["id"] is not None else message | {"id": 0}
        check(known, lsp.ResponseErrorMessage, f"the error of {method}")
        assert isinstance(message["error"]["code"], int), message
    elif method in lsp.METHOD_TO_TYPES:
        check(message, lsp.METHOD_TO_TYPES[method][1], f"the answer to {method}")
    else:
        assert method and method.startswith("journey/"), f"an answer to {method}: {message}"
        assert message.keys() == {"jsonrpc", "id", "result"}, message


def progress(value: object) -> None:
    kinds = {
        "begin": lsp.WorkDoneProgressBegin,
        "report": lsp.WorkDoneProgressReport,
        "end": lsp.WorkDoneProgressEnd,
    }
    # Anything else is a part of an answer.
    if isinstance(value, dict) and value.get("kind") in kinds:
        check(value, kinds[value["kind"]], "$/progress")
