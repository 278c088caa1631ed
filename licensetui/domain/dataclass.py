"""Dataclasses that cost next to nothing before they are used.

The decorator of the standard library writes and compiles up to seven methods a class as a module is
loaded: of two hundred classes that takes as long as all else at the start, and most runs make
instances of a few. Here all but `__init__` are made without compiling, and that one is compiled by
the first instance. Fields, `replace` and `fields`, comparing, hashing and what is said of an
instance are those of the standard library, and so is what mypy sees.
"""

from __future__ import annotations

import dataclasses
import operator
from collections.abc import Callable, Iterable
from dataclasses import MISSING, Field, FrozenInstanceError
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls=None, /, *, frozen=False, eq=True, **options):
        """Make a dataclass, with the options of `dataclasses.dataclass` but `init` and `repr`."""

        def made(cls):
            return _made(cls, frozen, eq, options)

        return made if cls is None else made(cls)


_Values = Callable[[Any], tuple[Any, ...]]


def _made(cls: type, frozen: bool, eq: bool, options: dict[str, Any]) -> type:
    """Return the dataclass with its methods; what the class itself defines stays."""
    own = {name for name, method in vars(cls).items() if method is not None}
    order = options.pop("order", False)
    cls = dataclasses.dataclass(cls, init=False, repr=False, eq=False, **options)
    fields = dataclasses.fields(cls)
    methods: dict[str, Any] = {"__init__": _init(cls, fields, frozen), "__repr__": _repr(fields)}
    if eq:
        compared = _values(field.name for field in fields if field.compare)
        methods["__eq__"] = _comparing(compared, operator.eq)
        methods["__hash__"] = _hash(fields) if frozen else None
        if order:
            for compare in (operator.lt, operator.le, operator.gt, operator.ge):
                methods[f"__{compare.__name__}__"] = _comparing(compared, compare)
    if frozen:
        methods |= _refusing(cls, frozenset(field.name for field in fields))
        if options.get("slots"):
            methods |= _copying(tuple(field.name for field in fields))
    for name, method in methods.items():
        if name not in own:
            setattr(cls, name, method)
    return cls


def _init(cls: type, fields: tuple[Field[Any], ...], frozen: bool) -> Callable[..., None]:
    def __init__(self: Any, *values: Any, **named: Any) -> None:  # noqa: N807  # stands in for it
        init = _compiled(fields, frozen, hasattr(cls, "__post_init__"))
        init.__qualname__ = f"{cls.__qualname__}.__init__"
        cls.__init__ = init  # type: ignore[misc]  # from now on
        init(self, *values, **named)

    return __init__


def _compiled(fields: tuple[Field[Any], ...], frozen: bool, checks: bool) -> Callable[..., None]:
    """Return `__init__`, written and compiled."""
    given: dict[str, Any] = {"_put": object.__setattr__, "_MISSING": MISSING}
    head, named, body = ["self"], list[str](), list[str]()
    for field in fields:
        name, value = field.name, field.name
        words = named if field.kw_only else head
        if field.default_factory is not MISSING:
            given[f"_made_{name}"] = field.default_factory
            value = f"_made_{name}() if {name} is _MISSING else {name}"
            words.append(f"{name}=_MISSING")
        elif field.default is not MISSING:
            given[f"_default_{name}"] = field.default
            words.append(f"{name}=_default_{name}")
        else:
            words.append(name)
        body.append(f"_put(self, {name!r}, {value})" if frozen else f"self.{name} = {value}")
    if checks:
        body.append("self.__post_init__()")
    words = [*head, "*", *named] if named else head
    text = f"def __init__({', '.join(words)}):\n " + "\n ".join(body or ["pass"])
    exec(text, given)  # noqa: S102  # as in the standard library, of names of fields
    init: Callable[..., None] = given["__init__"]
    return init


def _values(names: Iterable[str]) -> _Values:
    """Return what takes these values of an instance, as a tuple."""
    names = tuple(names)
    if len(names) > 1:
        return operator.attrgetter(*names)
    return lambda instance: tuple(getattr(instance, name) for name in names)


def _repr(fields: tuple[Field[Any], ...]) -> Callable[[Any], str]:
    names = tuple(field.name for field in fields if field.repr)

    def __repr__(self: Any) -> str:  # noqa: N807
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({values})"

    return __repr__


def _comparing(
    values: _Values, compare: Callable[[Any, Any], bool]
) -> Callable[[Any, object], Any]:
    def compared(self: Any, other: object) -> Any:
        if other.__class__ is self.__class__:
            return compare(values(self), values(other))
        return NotImplemented

    return compared


def _hash(fields: tuple[Field[Any], ...]) -> Callable[[Any], int]:
    values = _values(x.name for x in fields if (x.compare if x.hash is None else x.hash))
    return lambda self: hash(values(self))


def _refusing(cls: type, names: frozenset[str]) -> dict[str, Any]:
    """Return what keeps an instance as it is."""
    own: Any = cls

    def __setattr__(self: Any, name: str, value: object) -> None:  # noqa: N807
        if type(self) is own or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(own, self).__setattr__(name, value)

    def __delattr__(self: Any, name: str) -> None:  # noqa: N807
        if type(self) is own or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(own, self).__delattr__(name)

    return {"__setattr__": __setattr__, "__delattr__": __delattr__}


def _copying(names: tuple[str, ...]) -> dict[str, Any]:
    """Return what copies an instance that has slots and is not to be changed."""

    def __getstate__(self: Any) -> list[Any]:  # noqa: N807
        return [getattr(self, name) for name in names]

    def __setstate__(self: Any, state: list[Any]) -> None:  # noqa: N807
        for name, value in zip(names, state, strict=True):
            object.__setattr__(self, name, value)

    return {"__getstate__": __getstate__, "__setstate__": __setstate__}
