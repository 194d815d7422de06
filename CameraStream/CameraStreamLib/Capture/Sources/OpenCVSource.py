"""Reads from OpenCV's VideoCapture: cameras, and video files and network streams if PyAV is not installed."""

import sys
import time

import numpy as np

from ...Shared.Errors import SourceError
from ...Shared.Errors import tr as _
from ...Shared.Settings import CaptureSettings
from ...Shared.Source import CameraName, SourceKind
from ..OpenCV import cv2
from . import V4L2, CameraList
from .Controls import Controls
from .Diagnosis import whyNotOpened
from .FrameSource import MAXIMUM_FILE_RATE, OPEN_SECONDS, READ_SECONDS, FrameSource
from .ImageSequence import DEFAULT_RATE
from .Jpeg import JpegDecoder
from .StreamOptions import environment, furtherOptions, streamOptions

BACKEND_CODES = {
    "V4L2": cv2.CAP_V4L2,
    "DirectShow": cv2.CAP_DSHOW,
    "Media Foundation": cv2.CAP_MSMF,
    "AVFoundation": cv2.CAP_AVFOUNDATION,
    "GStreamer": cv2.CAP_GSTREAMER,
    "FFmpeg": cv2.CAP_FFMPEG,
}

UNDECODED = -1
"""Value of CAP_PROP_FORMAT for undecoded packets (OpenCV, VideoCaptureProperties)."""

GRAYSCALE_FORMATS = ("GREY", "Y800", "Y10 ", "Y12 ", "Y16 ")
"""V4L2 formats of grayscale cameras (kernel.org, "Luma-Only Formats"), made 8-bit color by OpenCV unless told."""


REPEATS_UNWRITTEN = tuple(map(int, cv2.__version__.split(".")[:2])) >= (4, 13)
"""Whether this OpenCV reports success for interlaced frames that its swscale refuses to convert. It then returns the
old content of its memory: the previous frame, or the initial content, again and again."""

UNWRITTEN_FRAMES = 25
"""A video that starts with this many equal frames, a second of television, is assumed to be affected."""

LIMITS = _(
    "OpenCV reads this video, without support for interlacing, changes of size or more than 8 bits. "
    "Install the Python package av (PyAV), and choose Automatic as the backend."
)

LOSSLESS = [cv2.VideoWriter.fourcc(*code) for code in ("FFV1", "ffv1")]

GRAYSCALE_PIXELS = [int.from_bytes(code, "little") for code in (b"Y800", b"Y1\0\x10")]
"""FFmpeg's codes of 8 and 16 bits of gray (libavcodec/raw.c)."""


class OpenCVSource(FrameSource):
    """A camera, video file or network stream, open in ``cv2.VideoCapture``.

    :raises SourceError: if it does not open
    """

    def __init__(self, settings: CaptureSettings):
        source = settings.source
        self._settings = settings
        self._frame = None
        self._isGrabbed = False  # whether the next frame has been grabbed, but not retrieved
        self._jpegs = JpegDecoder()
        self._times = {}
        self._capture = _openCapture(settings)
        if not self._capture.isOpened():
            self._capture.release()
            raise SourceError(whyNotOpened(source, settings.verifyCertificate))
        finite = source.kind is SourceKind.FILE or (
            source.kind is SourceKind.URL and self._capture.get(cv2.CAP_PROP_FRAME_COUNT) > 0
        )
        # FFmpeg would scale all frames to the size of the first one, and end the stream at a damaged one. (Decoding
        # here takes 10 ms instead of 5 at 1080p.)
        self._isJpeg = (
            source.kind is SourceKind.URL
            and not finite
            and self._capture.get(cv2.CAP_PROP_FOURCC) == cv2.VideoWriter.fourcc(*"MJPG")
            and self._capture.set(cv2.CAP_PROP_FORMAT, UNDECODED)
        )
        if source.kind is SourceKind.FILE:
            self.count = max(0, int(self._capture.get(cv2.CAP_PROP_FRAME_COUNT)))  # negative without an index
            self._keepGrayscale()
        rate = self._capture.get(cv2.CAP_PROP_FPS)
        if not 0 < rate <= MAXIMUM_FILE_RATE or (rate == MAXIMUM_FILE_RATE and not self.count):
            rate = 0.0
        self.live = not finite
        self.frameRate = 0.0 if self.live else (rate or DEFAULT_RATE)
        self.granted = {
            "frameRate": rate,
            "fourcc": fourccText(self._capture.get(cv2.CAP_PROP_FOURCC)),
            "backend": self._capture.getBackendName(),
        }
        isDevice = source.kind is SourceKind.DEVICE
        self._controls = Controls(self._capture, self.granted["backend"]) if isDevice else None
        self._repeatsUnwritten = REPEATS_UNWRITTEN and self.granted["backend"] == "FFMPEG" and not self._isJpeg
        if not isDevice and not self._isJpeg:
            self.notice = LIMITS
        if self._repeatsUnwritten:
            self._refuseUnwritten()

    def read(self) -> np.ndarray | None:
        """The next frame: shape (H, W), (H, W, 3) BGR or (H, W, 4) BGRA; None at the end or when the source is lost.

        The array may be overwritten by the next call.
        """
        if self._isJpeg or (self.live and self._repeatsUnwritten):
            return self._readLive()
        ok, frame = self._capture.retrieve(self._frame) if self._grab() else (False, None)
        self._isGrabbed = False
        self._frame = frame if ok else None
        self.index += ok
        return self._frame

    def _refuseUnwritten(self) -> None:
        """Check for unwritten frames.

        :raises SourceError: if the video starts with equal frames only
        """
        frames = 0
        while frames < UNWRITTEN_FRAMES:
            ok, frame = self._capture.read()
            if not ok or (frames and not np.array_equal(frame, self._frame)):
                break
            self._frame = frame
            frames += 1
        isUnwritten = frames == UNWRITTEN_FRAMES or (frames > 1 and not ok)
        if isUnwritten or not self.live:
            self._capture.release()
        if isUnwritten:
            raise SourceError(
                _(
                    "OpenCV cannot read {source}, which may be interlaced. "
                    "Install the Python package av (PyAV), and choose Automatic as the backend."
                ),
                source=self._settings.source,
            )
        if not self.live:
            self._capture = _openCapture(self._settings)
            self._keepGrayscale()

    def _readLive(self) -> np.ndarray | None:
        """The next JPEG that is complete, or the next frame that differs from the last; None after READ_SECONDS without
        one."""
        deadline = time.perf_counter() + READ_SECONDS
        while time.perf_counter() < deadline:
            ok, frame = self._capture.read()
            if not ok:
                return None
            if self._isJpeg:
                frame = self._jpegs.decode(frame.ravel())
                self.notice = self._jpegs.notice
                if frame is not None:
                    return frame
            elif self._frame is None or not np.array_equal(frame, self._frame):
                self._frame = frame
                return frame
        return None

    def timeOf(self, index: int) -> float:
        """For the next frame, and those that were read, by the file's time stamps, which may be irregular; for others,
        and the end, by its nominal frame rate."""
        if index == self.index:
            self._grab()
        return super().timeOf(index)

    def _grab(self) -> bool:
        """Decode the next frame, which reveals its time in a file."""
        if not self._isGrabbed:
            self._isGrabbed = self._capture.grab()
            if self._isGrabbed and not self.live:
                self._addTime(self.index, self._capture.get(cv2.CAP_PROP_POS_MSEC) / 1000)
        return self._isGrabbed

    def seek(self, index: int) -> None:
        """Make ``index`` the next frame; in a file without an index (a recording that was killed) by reading."""
        self.index += self._isGrabbed  # the grabbed frame is skipped
        self._isGrabbed = False
        if self.count:
            self._capture.set(cv2.CAP_PROP_POS_FRAMES, index)
            self.index = round(self._capture.get(cv2.CAP_PROP_POS_FRAMES))
        if not self.count or self.index != index:
            if index < self.index or self.count:
                self._capture.release()
                self._capture, self.index = _openCapture(self._settings), 0
                self._keepGrayscale()
            while self.index < index and self._capture.grab():
                self.index += 1

    def _keepGrayscale(self) -> None:
        """OpenCV would turn gray frames of a lossless file into 8-bit color."""
        pixelFormat = self._capture.get(cv2.CAP_PROP_CODEC_PIXEL_FORMAT)
        if self._capture.get(cv2.CAP_PROP_FOURCC) in LOSSLESS and pixelFormat in GRAYSCALE_PIXELS:
            self._capture.set(cv2.CAP_PROP_CONVERT_RGB, 0)

    def controls(self) -> dict[str, float]:
        return self._controls.read() if self._controls else {}

    def controlRanges(self) -> dict[str, tuple[float, float, float]]:
        """Minimum, maximum and step of each control, as far as the camera's driver reports them."""
        if not self._controls or self.granted["backend"] != "V4L2":
            return {}
        address = self._settings.source.address
        if isinstance(address, CameraName):
            address, _code = CameraList.find(address, cv2.CAP_V4L2)
        return V4L2.controlRanges(address)

    def setControl(self, name: str, value: float) -> None:
        if self._controls:
            self._controls.write(name, value)

    def release(self) -> None:
        self._capture.release()


def fourccText(value: float) -> str:
    """The four letters of OpenCV's code for a pixel format; "" if it is not valid."""
    text = (int(value) & 0xFFFFFFFF).to_bytes(4, "little").decode("latin-1")
    return text if text.isascii() and text.isprintable() else ""


def _openCapture(settings: CaptureSettings) -> cv2.VideoCapture:
    source = settings.source
    code = BACKEND_CODES.get(settings.backend, _automaticBackend(source.kind))
    if code != cv2.CAP_ANY and code not in cv2.videoio_registry.getBackends():
        problem = _("The backend {backend} is not available on this computer. Choose Automatic as the backend.")
        raise SourceError(problem, backend=settings.backend)
    if source.kind is SourceKind.DEVICE:
        address = source.address
        if isinstance(address, CameraName):
            address, code = CameraList.find(address, code)
        return _openDevice(address, code, _deviceParameters(settings, code))
    if source.kind is SourceKind.URL and code == cv2.CAP_FFMPEG:
        return _openStream(str(source.address), settings.verifyCertificate)
    return cv2.VideoCapture(source.address, code)


def _openStream(url: str, isVerified: bool) -> cv2.VideoCapture:
    asked = {
        cv2.CAP_PROP_OPEN_TIMEOUT_MSEC: round(1000 * OPEN_SECONDS),
        cv2.CAP_PROP_READ_TIMEOUT_MSEC: round(1000 * READ_SECONDS),
        cv2.CAP_PROP_N_THREADS: 1,  # each further thread delays by one frame; the default is one per processor
    }
    parameters = [number for pair in asked.items() for number in pair]
    options = streamOptions(url, isVerified)
    with environment(options):
        capture = cv2.VideoCapture(url, cv2.CAP_FFMPEG, parameters)
    if not capture.isOpened() and (further := furtherOptions(url, isVerified)):
        with environment(options | further):
            capture.open(url, cv2.CAP_FFMPEG, parameters)
    return capture


def _automaticBackend(kind: SourceKind) -> int:
    """Files and streams are only opened by FFmpeg: other backends that OpenCV would try write the address, including
    its password, into their error messages."""
    if kind is not SourceKind.DEVICE:
        return cv2.CAP_FFMPEG
    return cv2.CAP_V4L2 if sys.platform.startswith("linux") else cv2.CAP_ANY


def _deviceParameters(settings: CaptureSettings, code: int) -> list[tuple[int, float]]:
    """The properties to set, in the order that the backend requires: V4L2 needs the format first, DirectShow last."""
    formats = []
    if settings.fourcc:
        formats.append((cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*settings.fourcc)))
        if settings.fourcc in GRAYSCALE_FORMATS:
            formats.append((cv2.CAP_PROP_CONVERT_RGB, 0))
    size = []
    if settings.width:
        size = [(cv2.CAP_PROP_FRAME_WIDTH, settings.width), (cv2.CAP_PROP_FRAME_HEIGHT, settings.height)]
    rate = [(cv2.CAP_PROP_FPS, settings.frameRate)] if settings.frameRate else []
    return rate + size + formats if code == cv2.CAP_DSHOW else formats + size + rate


def _openDevice(address: int | str, code: int, parameters: list[tuple[int, float]]) -> cv2.VideoCapture:
    """Set all in one call, since some backends restart the camera at each later change. If this fails, because the
    camera rejects one of the parameters, open it without them, and set them one by one."""
    capture = cv2.VideoCapture(address, code, [round(number) for pair in parameters for number in pair])
    if parameters and not capture.isOpened():
        capture.release()
        capture = cv2.VideoCapture(address, code)
        for name, value in parameters if capture.isOpened() else ():
            capture.set(name, value)
    return capture
