"""Whose image it is that is saved as DICOM, and in which study and as what it is stored."""

import dataclasses
import datetime
import re
import uuid

from .Errors import SourceError
from .Errors import tr as _

KINDS = {
    "Secondary Capture": ("1.2.840.10008.5.1.4.1.1.7", "OT"),
    "VL Endoscopic": ("1.2.840.10008.5.1.4.1.1.77.1.1", "ES"),
    "VL Photographic": ("1.2.840.10008.5.1.4.1.1.77.1.4", "XC"),
}
"""SOP class and modality of a single image (DICOM PS3.6, table A-1; PS3.3, C.7.3.1.1.1)."""

DEFAULT_KIND = "Secondary Capture"

CLIP_KIND = "Multi-frame Secondary Capture"

MAXIMUM_FRAMES = 10_000
"""Of a clip: the times of more would not fit into one element of 64 KB (DICOM PS3.5, 7.1.2)."""

LIMIT_MEGABYTES = 2000.0
"""Of a clip's pixels: many viewers load all of it, and no file may have more than 4 GB of them (PS3.5, 7.1.1)."""

SEXES = ("", "M", "F", "O")
"""Male, female, other (DICOM PS3.3, C.7.1.1)."""

_UNUSABLE = re.compile(r"[\\\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""Which DICOM's texts cannot have: a backslash separates two values (PS3.5, 6.2)."""

MAXIMUM_CHARACTERS = 64
"""Of a name or an ID (DICOM PS3.5, 6.2: PN, LO)."""


@dataclasses.dataclass(frozen=True)
class Patient:
    """Texts as DICOM has them, each may be "": ``name`` "Doe^Jane", ``id``, ``birthDate`` "19700131" (1970-01-31 is
    understood too) and ``sex``, one of SEXES.

    :raises SourceError: if one of them cannot be used
    """

    name: str = ""
    id: str = ""
    birthDate: str = ""
    sex: str = ""

    def __post_init__(self):
        for label, text in ((_("name"), self.name), (_("ID"), self.id)):
            if not isinstance(text, str) or _UNUSABLE.search(text) or len(text) > MAXIMUM_CHARACTERS:
                problem = _('"{text}" is not a valid patient {label}. Use up to {maximum} characters and no backslash.')
                raise SourceError(problem, text=str(text)[:300], label=label, maximum=MAXIMUM_CHARACTERS)
        date = str(self.birthDate).replace("-", "")
        if date and not isDate(date):
            raise SourceError(_('"{date}" is not a valid birth date. Example: 1970-01-31.'), date=self.birthDate)
        object.__setattr__(self, "birthDate", date)
        if self.sex not in SEXES:
            raise SourceError(_('"{sex}" is not a valid sex. Use M, F or O, or leave it empty.'), sex=self.sex)


@dataclasses.dataclass(frozen=True)
class Study:
    """The study of a patient: ``date`` is "20261124" and ``time`` "140509", or ""; ``uid`` is made if there is none."""

    patient: Patient = Patient()
    uid: str = ""
    date: str = ""
    time: str = ""
    id: str = ""
    description: str = ""

    def __post_init__(self):
        if not self.uid:
            object.__setattr__(self, "uid", newUID())

    @classmethod
    def begun(cls, patient: Patient) -> "Study":
        """A study of a patient that begins now."""
        now = datetime.datetime.now()
        return cls(patient, date=f"{now:%Y%m%d}", time=f"{now:%H%M%S}", id=f"{now:%Y%m%d%H%M%S}")

    @classmethod
    def fromDict(cls, values: dict) -> "Study":
        """Of ``dataclasses.asdict``."""
        return cls(**values | {"patient": Patient(**values["patient"])})


def newUID() -> str:
    """A unique identifier that needs no organization's prefix (DICOM PS3.5, B.2)."""
    return f"2.25.{uuid.uuid4().int}"


def isDate(text: str) -> bool:
    """Whether it is a day, as DICOM writes it."""
    try:
        return len(text) == 8 and text.isdecimal() and bool(datetime.datetime.strptime(text, "%Y%m%d"))
    except ValueError:
        return False
