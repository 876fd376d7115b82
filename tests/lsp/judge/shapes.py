"""Prints shapes.txt: what the protocol's messages are made of, as the types of `lsprotocol` say, which are generated
from the protocol's official meta model. Run with the Python of tests/lsp/setup: `shapes.py > tests/lsp/shapes.txt`."""

import enum
import re
import types
import typing

import attrs
from lsprotocol import types as lsp
from lsprotocol.converters import get_converter

# Resolves the forward references of the types.
get_converter()

HEADER = """\
# What the messages of a language server are made of. Printed by tests/lsp/judge/shapes.py from the types of the Python
# package lsprotocol, which come from the protocol's meta model; a test of `cargo xtask test clients` says when it is stale.
#
#   NAME { key: SHAPE, key?: SHAPE }    an object with these keys and no others; `?` may be left out
#   NAME = SHAPE                        another name for a shape
#   METHOD <- SHAPE                     the parameters that the server sends with it
#   METHOD -> SHAPE                     what the server answers
#   METHOD @ SHAPE                      the options with which the server may register for it
"""

# Neither notebooks nor colours are part of a server for journeys.
ABSENT = re.compile("notebook|color|moniker|inlineValue|inlineCompletion|linkedEditing|textDocumentContent", re.I)


def camel(name: str) -> str:
    head, *rest = name.rstrip("_").split("_")
    return head + "".join(part.capitalize() for part in rest)


class Table:
    """The lines of shapes.txt; follows every type to those it is made of."""

    def __init__(self) -> None:
        self.types: dict[str, str] = {}
        self.methods: list[str] = []

    def shape(self, hint: object, attribute: "attrs.Attribute | None" = None) -> str:
        shape = self.plain_shape(hint, attribute)
        if "NotebookCellTextDocumentFilter" in shape and shape.endswith("[]"):
            self.types.setdefault("DocumentSelector", f"DocumentSelector = {shape}")
            return "DocumentSelector"
        return shape

    def plain_shape(self, hint: object, attribute: "attrs.Attribute | None") -> str:
        origin, arguments = typing.get_origin(hint), typing.get_args(hint)
        if hint in (typing.Any, object):
            return "any"
        if hint is type(None):
            return "null"
        if hint is int:
            validator = getattr(attribute and attribute.validator, "__name__", "")
            optional = getattr(getattr(attribute and attribute.validator, "validator", None), "__name__", "")
            return "uint" if "uinteger_validator" in (validator, optional) else "int"
        simple = {str: "string", bool: "bool", float: "number"}
        if hint in simple:
            return simple[hint]
        if origin in (typing.Union, types.UnionType):
            return " | ".join(dict.fromkeys(self.shape(argument, attribute) for argument in arguments))
        if origin is tuple:
            return "[" + ", ".join(self.shape(argument) for argument in arguments) + "]"
        if origin in (list, typing.Sequence) or getattr(origin, "__name__", "") == "Sequence":
            inner = self.shape(arguments[0])
            return f"({inner})[]" if " " in inner else f"{inner}[]"
        if origin is dict or getattr(origin, "__name__", "") == "Mapping":
            return "{" + self.shape(arguments[1]) + "}"
        if isinstance(hint, type) and issubclass(hint, enum.Enum):
            if hint.__name__ not in self.types:
                values = " | ".join(repr(item.value).replace("'", '"') for item in hint)
                self.types[hint.__name__] = f"{hint.__name__} = {values}"
            return hint.__name__
        if isinstance(hint, type) and attrs.has(hint):
            self.object(hint)
            return hint.__name__.lstrip("_")
        raise TypeError(hint)

    def object(self, kind: type) -> None:
        name = kind.__name__.lstrip("_")
        if name in self.types:
            return
        self.types[name] = ""
        keys = []
        for attribute in attrs.fields(kind):
            literal = re.fullmatch(r"<in_ validator with options \[(.*)\]>", repr(attribute.validator))
            key, hint = camel(attribute.name), attribute.type
            if ABSENT.search(key) and not re.search("Notebook", name):
                continue
            if literal:
                keys.append(f"{key}: " + literal[1].replace("'", '"'))
                continue
            parts = typing.get_args(hint)
            absent = type(None) in parts and attribute.default is None
            if absent and not lsp.is_special_property(kind, attribute.name):
                hint = typing.Union[tuple(part for part in parts if part is not type(None))]
            elif absent:
                absent = False
            keys.append(f"{key}{'?' if absent else ''}: {self.shape(hint, attribute)}")
        self.types[name] = f"{name} {{ {', '.join(keys)} }}"

    def method(self, name: str) -> None:
        request, response, parameters, options = lsp.METHOD_TO_TYPES[name]
        direction = lsp.message_direction(name)
        if direction in ("serverToClient", "both"):
            self.methods.append(f"{name} <- {self.shape(parameters) if parameters else 'null'}")
        if response and direction in ("clientToServer", "both"):
            self.methods.append(f"{name} -> {self.shape(attrs.fields_dict(response)['result'].type)}")
        if options:
            self.methods.append(f"{name} @ {self.shape(options)}")


def table() -> str:
    """The whole file."""
    lines = Table()
    for method in sorted(lsp.METHOD_TO_TYPES):
        if not ABSENT.search(method):
            lines.method(method)
    # What comes with progress has no type in `ProgressParams`.
    for progress in (lsp.WorkDoneProgressBegin, lsp.WorkDoneProgressReport, lsp.WorkDoneProgressEnd):
        lines.object(progress)
    defined = [lines.types[name] for name in sorted(lines.types)]
    return "\n".join([HEADER, *lines.methods, "", *defined, ""])


if __name__ == "__main__":
    print(table(), end="")
