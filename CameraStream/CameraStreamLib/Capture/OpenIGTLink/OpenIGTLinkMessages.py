"""OpenIGTLink's messages: images are checked before memory is allocated for them, and packed without copies.

Messages are unpacked by pyigtl, which checks neither sizes nor checksums. The checksum comes from fastcrc: 0.1 ms for
an image of 1920 x 1080, without Python's lock. pyigtl uses crcmod, which has no wheels: without a compiler, as on most
computers with Slicer, it is pure Python and takes 0.7 s.
"""

import struct
import sys
from dataclasses import dataclass

import numpy as np
from fastcrc.crc64 import ecma_182 as crc64
from pyigtl.messages import ImageMessage, MessageBase, TransformMessage

from ...Shared.Errors import SourceError
from ...Shared.Errors import tr as _
from ...Shared.FrameBuffer import SLOT_BYTES
from ...Shared.Schema import isPlace
from ...Shared.Source import MAXIMUM_SIZE

HEADER = struct.Struct(">H12s20sIIQQ")
"""Header of each message: version, type, device, seconds, their fraction, size of the body (bytes), its checksum."""

DEVICE_BYTES = 20
"""Of a device's name."""

EXTENDED_HEADER = struct.Struct(">HHII")
"""At the beginning of a body of version 2: sizes (bytes) of itself, the metadata index and the metadata; an ID."""

IMAGE_HEADER = struct.Struct(">HBBBB3H12f6H")
"""Header of an image: version, components, type, byte order, axes, size, matrix (i, j, k, center), offset and size of
the part that is sent."""

TRANSFORM_BYTES = 48
"""Size of a transform: three axes and the origin."""

SCALAR_TYPES = {3: np.uint8, 5: np.uint16}
"""OpenIGTLink's scalar types that can be shown unchanged."""

BIG_ENDIAN, LITTLE_ENDIAN = 1, 2
RAS = 1

MAXIMUM_BYTES = 2 * SLOT_BYTES
"""A message with a greater length ends the connection instead of being skipped: no image is that large, so these bytes
are not a length."""

META_BYTES = 1_000_000
"""Maximum metadata of an image, bytes: a few hundred are usual. It is kept in memory, but not used."""


class MessageError(SourceError):
    """A message is refused."""


WRONG_LENGTH = _("A {kind} message has the wrong length.")
NOT_OPENIGTLINK = _("The data is not OpenIGTLink.")
NOT_INVERTIBLE = _("The image's matrix cannot be inverted. Send an invertible matrix.")


@dataclass(frozen=True)
class Header:
    """Header of a message: ``time`` is in seconds since the epoch, ``size`` is the size of the body, bytes."""

    version: int
    kind: str
    device: str
    time: float
    size: int
    checksum: int

    @classmethod
    def parse(cls, data: bytes) -> "Header":
        """Parse the header of a message.

        :param data: 58 bytes
        :raises MessageError: if this is not the header of a message
        """
        try:
            fields = MessageBase.parse_header(data)
        except UnicodeDecodeError as error:
            raise MessageError(NOT_OPENIGTLINK) from error
        version, kind, size = fields["header_version"], fields["message_type"], fields["body_size"]
        if version not in (1, 2) or not (kind.isascii() and kind.isprintable() and kind) or size > MAXIMUM_BYTES:
            raise MessageError(NOT_OPENIGTLINK)
        return cls(version, kind, fields["device_name"], fields["timestamp"], size, HEADER.unpack(data)[-1])


def imageStart(header: Header) -> int:
    """Number of bytes of an image message's body that ``checkImage`` needs."""
    return IMAGE_HEADER.size + (EXTENDED_HEADER.size if header.version == 2 else 0)


def checkImage(header: Header, start: bytes) -> tuple[int, int]:
    """Check that an image can be shown, by the first ``imageStart`` bytes of its message.

    :returns: start and end of the image in the body
    :raises MessageError: if it cannot be shown, or its sizes are inconsistent
    """
    first, last = _contentOf(header, start)
    if len(start) < first + IMAGE_HEADER.size:
        raise MessageError(WRONG_LENGTH, kind=header.kind)
    _version, components, scalar, _order, _axes, *rest = IMAGE_HEADER.unpack_from(start, first)
    (width, height, depth), matrix, part = rest[:3], np.reshape(rest[3:15], (4, 3)), rest[15:]
    if depth != 1:
        problem = _("The image is a volume of {width} x {height} x {depth} voxels. Send single slices.")
        raise MessageError(problem, width=width, height=height, depth=depth)
    if scalar not in SCALAR_TYPES or components not in (1, 3):
        raise MessageError(_("Images must be unsigned 8 or 16 bits, grayscale or RGB."))
    if not (0 < width <= MAXIMUM_SIZE and 0 < height <= MAXIMUM_SIZE):
        problem = _("The image has {width} x {height} pixels. Send 1 to {maximum}.")
        raise MessageError(problem, width=width, height=height, maximum=MAXIMUM_SIZE)
    if part != [0, 0, 0, width, height, 1]:
        raise MessageError(_("The message has only a part of the image. Send complete images."))
    size = width * height * components * np.dtype(SCALAR_TYPES[scalar]).itemsize
    if size > SLOT_BYTES or last - first != IMAGE_HEADER.size + size or header.size - last > META_BYTES:
        problem = _("An image of {width} x {height} pixels has the wrong length.")
        raise MessageError(problem, width=width, height=height)
    if not isPlace(np.vstack([matrix.T, [0, 0, 0, 1]])):
        raise MessageError(NOT_INVERTIBLE)
    return first, last


def unpackImage(header: Header, image) -> tuple[np.ndarray, np.ndarray]:
    """The content of an image message that has passed ``checkImage``.

    :param image: its bytes, from start to end as returned there
    :returns: the pixels, (H, W) or (H, W, 3) RGB, native uint8 or uint16, in the same memory if possible; and the (4,
        4) float64 matrix that maps a pixel (column, row, 0) to RAS, mm
    :raises MessageError: if the matrix cannot be inverted
    """
    message = ImageMessage()
    message.unpack(_fields(header), image)
    # OpenIGTLinkIF ignores this and interprets every matrix as one to RAS, contrary to the protocol.
    toRAS = np.diag([-1.0, -1, 1, 1] if message.world_coordinate_system == "lps" else [1.0, 1, 1, 1])
    pixels, ijkToRAS = message.image[0], toRAS @ message.ijk_to_world_matrix
    if not isPlace(ijkToRAS):  # that of the first pixel; checkImage saw the one of the center
        raise MessageError(NOT_INVERTIBLE)
    return pixels.astype(pixels.dtype.newbyteorder("="), copy=False), ijkToRAS


def unpackTransform(header: Header, body) -> np.ndarray:
    """The matrix of a transform message: (4, 4), float64, mm.

    :raises MessageError: if there is none
    """
    first, last = _contentOf(header, body)
    if last - first != TRANSFORM_BYTES or len(body) < last:
        raise MessageError(WRONG_LENGTH, kind=header.kind)
    message = TransformMessage()
    message.unpack(_fields(header), body[first:last])
    if not isPlace(message.matrix):
        raise MessageError(_("The transform cannot be inverted, or moves the image farther than 10 km."))
    return np.asarray(message.matrix, np.float64)


def _contentOf(header: Header, start) -> tuple[int, int]:
    """Start and end of the content in a body, given its first bytes."""
    if header.version == 1:
        return 0, header.size
    if len(start) < EXTENDED_HEADER.size:
        raise MessageError(WRONG_LENGTH, kind=header.kind)
    size, indexSize, metaSize, _number = EXTENDED_HEADER.unpack_from(start)
    if size != EXTENDED_HEADER.size:
        raise MessageError(_("A {kind} message has an unknown extended header."), kind=header.kind)
    return size, header.size - indexSize - metaSize


def _fields(header: Header) -> dict:
    """For pyigtl; without its extended header and metadata, a message is one of version 1."""
    return {
        "header_version": 1, "message_type": header.kind, "device_name": header.device, "timestamp": header.time,
    }  # fmt: skip


def packImage(pixels: np.ndarray, device: str, matrix: np.ndarray, timestamp: float) -> bytes:
    """The part of an image message before the pixels, checksum included.

    :param pixels: contiguous, (H, W) or (H, W, 3) RGB, uint8 or uint16
    :param matrix: maps a pixel (column, row, 0) to RAS (mm), shape (4, 4)
    :param timestamp: seconds since the epoch
    """
    height, width = pixels.shape[:2]
    center = matrix @ [(width - 1) / 2, (height - 1) / 2, 0, 1]
    scalar = next(code for code, scalarType in SCALAR_TYPES.items() if pixels.dtype == scalarType)
    components = pixels.shape[2] if pixels.ndim == 3 else 1
    image = IMAGE_HEADER.pack(
        1, components, scalar, LITTLE_ENDIAN if sys.byteorder == "little" else BIG_ENDIAN,
        RAS, width, height, 1, *matrix[:3, :3].T.ravel(), *center[:3], 0, 0, 0, width, height, 1,
    )  # fmt: skip
    return _packHeader("IMAGE", device, timestamp, len(image) + pixels.nbytes, crc64(pixels, crc64(image))) + image


def packTransform(matrix: np.ndarray, device: str, timestamp: float) -> bytes:
    """A whole transform message.

    :param matrix: (4, 4), mm
    :param timestamp: seconds since the epoch
    """
    body = np.asarray(matrix, ">f4")[:3].T.tobytes()
    return _packHeader("TRANSFORM", device, timestamp, len(body), crc64(body)) + body


def _packHeader(kind: str, device: str, timestamp: float, size: int, checksum: int) -> bytes:
    seconds, fraction = divmod(timestamp, 1)
    return HEADER.pack(1, kind.encode(), device.encode(), int(seconds), int(fraction * 2**32), size, checksum)
