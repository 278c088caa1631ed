"""Looks at the program as people do: `python -m tests.looks FOLDER [PART OF A NAME ...]`.

Writes each stop of `tests.tui.walk` into a folder, in all sizes and colors: pictures of a real
xterm, which needs Xvfb, xterm, xdotool and ImageMagick, and the text as tmux has it. With parts of
names (`120x40`, `light`, `form`) only what has them all.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.builders import TODAY
from tests.tui.walk import WALK

SIZES = ((60, 20), (80, 24), (120, 40), (200, 60))
PROGRAM = (sys.executable, "-m", "licensetui", "--demo")
DISPLAY = f":{os.getpid() % 30_000 + 100}"
PAUSE = 0.7
"""Seconds in which a form has begun to be loaded."""
SAME = 3
"""Looks, a quarter of a second apart, after which a screen is taken to be at rest."""
LONG = 15.0
"""Seconds in which a screen must have come to rest."""


@dataclass(frozen=True)
class Look:
    """A terminal of one kind."""

    environ: dict[str, str]
    light: bool = False


LOOKS = {
    "dark": Look({"TERM": "xterm-256color", "COLORTERM": "truecolor"}),
    "ssh": Look({"TERM": "xterm-256color"}),
    "light": Look({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, light=True),
    "16": Look({"TERM": "xterm-16color"}),
    "16-light": Look({"TERM": "xterm"}, light=True),
    "plain": Look({"TERM": "xterm-256color", "NO_COLOR": "1"}),
}
_XTERM = {
    "enter": "Return",
    "shift+tab": "shift+Tab",
    "tab": "Tab",
    "escape": "Escape",
    "question_mark": "question",
    "exclamation_mark": "exclam",
    "full_stop": "period",
    "+": "plus",
    "-": "minus",
    "/": "slash",
}
_TMUX = {
    "enter": "Enter",
    "shift+tab": "BTab",
    "tab": "Tab",
    "escape": "Escape",
    "space": "Space",
    "slash": "/",
    "colon": ":",
    "question_mark": "?",
    "exclamation_mark": "!",
    "full_stop": ".",
    "at": "@",
    "minus": "-",
}


def run(*command: str) -> bytes:
    """Run a command, and return what it prints."""
    return subprocess.run(command, check=True, capture_output=True).stdout


def settled(take: Callable[[], bytes]) -> bytes:
    """Return what is shown once it stays as it is."""
    end = time.monotonic() + LONG
    seen = [take()]
    while len(seen) < SAME or len(set(seen[-SAME:])) > 1:
        if time.monotonic() > end:
            break
        time.sleep(0.25)
        seen.append(take())
    return seen[-1]


def environ(look: Look, home: Path) -> list[str]:
    """Return what the program finds in its environment, for `env`."""
    theme = "light" if look.light else "dark"
    settings = home / theme / "licensetui" / "settings.toml"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(f'theme = "{theme}"\n', encoding="utf-8")
    own = {
        "XDG_CONFIG_HOME": str(home / theme),
        "XDG_STATE_HOME": str(home),
        "LICENSETUI_TODAY": f"{TODAY}",
    }
    unset = [part for name in ("COLORTERM", "NO_COLOR") for part in ("-u", name)]
    return ["env", *unset, *(f"{key}={text}" for key, text in {**look.environ, **own}.items())]


def walk(
    stops: list[str], press: Callable[[tuple[str, ...]], None], take: Callable[[], bytes]
) -> Iterator[tuple[str, bytes]]:
    """Go from stop to stop of a program that has just begun, and return what each shows."""
    time.sleep(3)
    settled(take)
    for name in stops:
        press(WALK[name].keys)
        time.sleep(PAUSE)
        yield name, settled(take)
        press(WALK[name].back)
        settled(take)


@contextmanager
def screen() -> Iterator[None]:
    """Have an X server of our own."""
    server = subprocess.Popen(["Xvfb", DISPLAY, "-screen", "0", "1920x1200x24"])
    os.environ["DISPLAY"] = DISPLAY
    time.sleep(1)
    try:
        yield
    finally:
        server.terminate()
        server.wait()


def pictures(kind: str, size: tuple[int, int], stops: list[str], folder: Path, home: Path) -> None:
    """Write pictures of an xterm."""
    look, (width, height) = LOOKS[kind], size
    ink, page = ("black", "white") if look.light else ("white", "black")
    xterm = subprocess.Popen(
        (
            *("xterm", "-geometry", f"{width}x{height}+0+0", "-fa", "DejaVu Sans Mono", "-fs", "9"),
            *("-b", "0", "+sb", "-fg", ink, "-bg", page, "-tn", look.environ["TERM"]),
            *("-e", *environ(look, home), *PROGRAM),
        )
    )
    try:
        found = run("xdotool", "search", "--sync", "--onlyvisible", "--class", "xterm")
        window = found.split()[-1].decode()
        run("xdotool", "mousemove", "20", "20")

        def press(keys: tuple[str, ...]) -> None:
            run("xdotool", "key", "--delay", "40", *(_XTERM.get(key, key) for key in keys))

        for name, shown in walk(stops, press, lambda: run("import", "-window", window, "png:-")):
            (folder / f"{name}-{width}x{height}-{kind}.png").write_bytes(shown)
    finally:
        xterm.terminate()
        xterm.wait()


def texts(size: tuple[int, int], stops: list[str], folder: Path, home: Path) -> None:
    """Write the texts of a tmux: they are the same in all colors."""
    width, height = size
    tmux = ("tmux", "-L", f"looks{os.getpid()}", "-f", "/dev/null")
    look = Look({"TERM": "tmux-256color"})
    command = " ".join((*environ(look, home), *PROGRAM))
    run(*tmux, "new", "-d", "-s", "look", "-x", f"{width}", "-y", f"{height}", command)
    run(*tmux, "set", "-g", "status", "off")
    run(*tmux, "resize-window", "-t", "look", "-x", f"{width}", "-y", f"{height}")

    def press(keys: tuple[str, ...]) -> None:
        for key in keys:
            run(*tmux, "send-keys", "-t", "look", _TMUX.get(key, key.replace("ctrl+", "C-")))
            time.sleep(0.04)

    try:
        for name, shown in walk(stops, press, lambda: run(*tmux, "capture-pane", "-p")):
            (folder / f"{name}-{width}x{height}.txt").write_bytes(shown)
    finally:
        run(*tmux, "kill-server")


def main(folder: str, *parts: str) -> None:
    """Write all that has these parts in its name."""
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, screen():
        for size in SIZES:
            for kind in (*LOOKS, "text"):
                ending = f"-{size[0]}x{size[1]}-{kind}"
                stops = [name for name in WALK if all(part in name + ending for part in parts)]
                if stops and kind == "text":
                    texts(size, stops, place, Path(home))
                elif stops:
                    pictures(kind, size, stops, place, Path(home))


if __name__ == "__main__":
    main(*sys.argv[1:])
