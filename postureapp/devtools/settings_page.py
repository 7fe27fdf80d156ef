"""Writes docs/user/settings.md from the declarations of the settings, so that the page can't lie.

`python -m postureapp.devtools.settings_page` after a setting was added or changed. Never imported by the running app.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from postureapp.core.hours import WEEKDAYS, WeekHours
from postureapp.core.settings import Owner, declarations
from postureapp.storage.settings_file import allowed_words, shown

PAGE = Path(__file__).resolve().parents[2] / "docs" / "user" / "settings.md"
_HEAD = """# Settings

"Settings…" in the tray menu, or `postureapp settings`, opens the settings: pages, with a search over all of them
(Ctrl+F). What is changed holds at once; what does not fit is refused where it was typed, and the old value stays. Below
a setting stands who set it: you, your clinic's plan or your organisation; nothing means the default. The arrow beside a
value of your own takes it back. What an organisation has locked is greyed, with a padlock.

Below the pages is the way to the one file in which they are kept, `settings.toml`. Every setting is in it with its
default, as a comment: take the `#` away in front of a line, change the value, save. It holds at once. What does not fit
is told with file and line, and the default holds instead. A file that can't be read is set aside and a fresh one is
written. A line that is not there means the default.

Where the file is: `~/.config/postureapp/` on Linux, `~/Library/Application Support/postureapp/` on macOS,
`%LOCALAPPDATA%\\postureapp\\` on Windows; `POSTUREAPP_HOME` moves it, with everything else the app keeps.

The dots of a key are tables: `reminders.stretch_min` is `stretch_min` under `[reminders]`.

| Key | What it is | May be | Default | Who may set it |
|---|---|---|---|---|
"""
_TAIL = """
## Hours
Hours are ranges such as `["08:00-12:00", "13:00-17:00"]`; one that ends before it begins runs over midnight and belongs
to the day on which it begins. Give one list for every day (`working_hours = ["09:00-17:00"]`), or a table of weekdays:

```toml
[working_hours]
mon = ["08:00-12:00", "13:00-17:00"]
fri = ["08:00-14:00"]
sat = []
```

Weekdays that the table leaves out keep their default.
"""
_OWNERS = {
    Owner.PERSON: "you alone",
    Owner.ORGANISATION: "you or your organisation",
    Owner.RECOMMENDED: "you; your organisation may suggest a default",
}


def rows() -> Iterator[str]:
    """The lines of the table."""
    for _name, declaration, default in declarations():
        cells = (
            f"`{declaration.key}`",
            str(declaration.label),
            allowed_words(declaration, default).replace("|", "\\|"),
            _default(default),
            _OWNERS[declaration.owner],
        )
        yield f"| {' | '.join(cells)} |"


def _default(value: object) -> str:
    if not isinstance(value, WeekHours):
        return f"`{shown(value)}`"
    if len(set(value.days)) == 1:
        return f"`{shown(value)}`" if value.days[0] else "none"
    days = [day for day, ranges in zip(WEEKDAYS, value.days, strict=True) if ranges]
    first = next(ranges for ranges in value.days if ranges)
    return f"{days[0]} to {days[-1]} `{first[0]}`"


def page() -> str:
    """The whole page."""
    return _HEAD + "\n".join(rows()) + "\n" + _TAIL


def main() -> int:
    """Write the page."""
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
