"""Speech by Windows itself (SAPI 5), inside our own process: no program is started, so none can be left behind.

It calls the one COM object by its table of functions. A package for COM would be far larger than this file, and a
PowerShell that speaks would be one more process, and slow for a countdown.
Source: https://learn.microsoft.com/previous-versions/windows/desktop/ee125024(v=vs.85) (ISpVoice)
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from html import escape
from typing import Any

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.text import text
from postureapp.platforms.fallback import Failed

CLSID_VOICE = "{96749377-3391-11D2-9EE3-00C04F797396}"
IID_VOICE = "{6C44DF74-72B9-4992-A1EC-EF996E0422D4}"
ALL_CONTEXTS = 23
# Places in the table of ISpVoice: three functions of IUnknown, seven of ISpNotifySource, three of ISpEventSource first.
RELEASE, SPEAK, SET_RATE = 2, 20, 28
ASYNC, PURGE, IS_XML = 1, 2, 8
RATE = -1  # of -10 to 10: calm
LANGUAGE_IDS = {"de": "407", "en": "409", "es": "C0A", "fr": "40C", "fr_CA": "C0C", "it": "410", "nl": "413"}

# Calls a function of the voice: its place in the table and its arguments; gives the HRESULT.
Call = Callable[..., int]


class SapiSpeaker:
    """The voice of Windows.

    Raises: EnvironmentProblem where Windows has no voice. Thread: the Qt thread, on which Qt has set up COM.
    """

    name = "sapi"

    def __init__(self, failed: Failed, connect: Callable[[], Call] | None = None) -> None:
        self._call: Call | None = (connect or connect_voice)()
        self._call(SET_RATE, ctypes.c_long(RATE))

    def say(self, words: str, language: str) -> None:
        """Say it.

        Raises: EnvironmentProblem where Windows refuses.
        """
        self._speak(in_language(words, language), ASYNC | PURGE | IS_XML)

    def hush(self) -> None:
        """Be silent."""
        if self._call is not None:
            self._call(SPEAK, None, ctypes.c_uint32(ASYNC | PURGE), None)

    def stop(self) -> None:
        """Be silent and let the voice go."""
        self.hush()
        call, self._call = self._call, None
        if call is not None:
            call(RELEASE)

    def _speak(self, xml: str, flags: int) -> None:
        result = self._call(SPEAK, ctypes.c_wchar_p(xml), ctypes.c_uint32(flags), None) if self._call else -1
        if result < 0:
            raise EnvironmentProblem(text("Windows could not speak (0x{code}).", code=f"{result & 0xFFFFFFFF:08X}"))


def in_language(words: str, language: str) -> str:
    """The words as SAPI reads them, in the voice of their language where there is one."""
    number = LANGUAGE_IDS.get(language) or LANGUAGE_IDS.get(language.partition("_")[0])
    plain = escape(words, quote=False)
    return f'<lang langid="{number}">{plain}</lang>' if number else plain


def connect_voice() -> Call:
    """A new voice of Windows.

    Raises: EnvironmentProblem.
    """
    if sys.platform != "win32":
        raise EnvironmentProblem(text("This is not Windows."))
    ole = ctypes.WinDLL("ole32")
    voice = ctypes.c_void_p()
    result = ole.CoCreateInstance(
        _guid(ole, CLSID_VOICE), None, ALL_CONTEXTS, _guid(ole, IID_VOICE), ctypes.byref(voice)
    )
    if result < 0 or not voice.value:
        raise EnvironmentProblem(text("Windows has no voice (0x{code}).", code=f"{result & 0xFFFFFFFF:08X}"))
    table = ctypes.cast(voice.value, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p))).contents

    def call(place: int, *arguments: Any) -> int:
        pointers = (ctypes.c_void_p if each is None else type(each) for each in arguments)
        function = ctypes.WINFUNCTYPE(ctypes.c_long, ctypes.c_void_p, *pointers)(table[place])
        return int(function(voice, *arguments))

    return call


def _guid(ole: Any, words: str) -> Any:
    made = (ctypes.c_byte * 16)()
    ole.CLSIDFromString(ctypes.c_wchar_p(words), ctypes.byref(made))
    return ctypes.byref(made)
