"""What the tones sound like, and the files in which they are kept for the programs that play them.

Each is more a mallet on wood than an alarm: a sine with a little of its octave that dies away within a fifth of a
second, so that words can follow at once. They are made when they are first needed, by arithmetic alone.
"""

from __future__ import annotations

import io
import math
import wave
from array import array
from pathlib import Path
from sys import byteorder

from postureapp.core.cues import Tone
from postureapp.core.errors import EnvironmentProblem
from postureapp.core.text import text

RATE_HZ = 22_050
ATTACK_S, FADE_S = 0.006, 0.02
LOUDEST = 0.28  # of full scale: soft beside speech
C5, E5, G5, C6 = 523.25, 659.26, 783.99, 1046.5

# The notes of each tone one after the other, in hertz, and how long each lasts in seconds.
NOTES: dict[Tone, tuple[tuple[float, ...], float]] = {
    Tone.READY: ((C5,), 0.18),
    Tone.START: ((E5,), 0.18),
    Tone.HOLD: ((G5,), 0.18),
    Tone.COUNT: ((C6,), 0.07),
    Tone.RELEASE: ((E5, C5), 0.09),
    Tone.CHANGE: ((C5, G5), 0.09),
    Tone.DONE: ((C5, E5, G5), 0.065),
}


def samples(tone: Tone) -> array[int]:
    """The tone as 16-bit samples, one channel."""
    notes, seconds = NOTES[tone]
    made = array("h")
    for hertz in notes:
        made.extend(_note(hertz, seconds))
    return made


def _note(hertz: float, seconds: float) -> list[int]:
    count = round(seconds * RATE_HZ)
    return [round(_level(n / RATE_HZ, hertz, seconds) * 32767) for n in range(count)]


def _level(at_s: float, hertz: float, seconds: float) -> float:
    rise = min(at_s / ATTACK_S, 1.0)
    fade = min((seconds - at_s) / FADE_S, 1.0)
    angle = 2.0 * math.pi * hertz * at_s
    return LOUDEST * rise * fade * math.exp(-at_s / 0.08) * (math.sin(angle) + 0.25 * math.sin(2.0 * angle)) / 1.25


def wav(tone: Tone) -> bytes:
    """The tone as the contents of a WAV file."""
    found = samples(tone)
    if byteorder == "big":
        found.byteswap()
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(found.tobytes())
    return written.getvalue()


def sound_file(folder: Path, tone: Tone) -> Path:
    """The file of a tone, written when it is not there whole.

    Raises: EnvironmentProblem (full disk, read-only folder).
    """
    path = folder / f"{tone.value}.wav"
    notes, seconds = NOTES[tone]
    size = 44 + 2 * round(seconds * RATE_HZ) * len(notes)
    try:
        if not path.exists() or path.stat().st_size != size:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.write_bytes(wav(tone))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        problem = text("The tones can't be written to {path}: {reason}.", path=str(path), reason=reason)
        raise EnvironmentProblem(problem) from error
    return path
