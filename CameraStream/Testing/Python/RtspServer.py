"""A camera that speaks RTSP: ``/usr/bin/python3 RtspServer.py FILM CODEC RATE LOG`` prints its port, and plays a film
again and again, each viewer from its first frame, until it is killed.

With the system's Python, whose GStreamer makes a camera's RTP of it; nothing of this repository is imported. FILM has
each encoded frame after its length (4 bytes, big-endian), CODEC is h264 or h265. LOG gets a line for each frame, when
it is sent: its number in the film, from 1, and the time (s since the epoch).
"""

import struct
import sys
import threading
import time

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402


def readFilm(path: str) -> list[bytes]:
    frames = []
    with open(path, "rb") as file:
        while length := file.read(4):
            frames.append(file.read(*struct.unpack(">I", length)))
    return frames


class Film:
    def __init__(self, path: str, rate: float, log: str):
        self._frames = readFilm(path)
        self._rate = rate
        self._log = open(log, "w", buffering=1)  # noqa: SIM115

    def play(self, factory, media) -> None:
        source = media.get_element().get_by_name("source")
        threading.Thread(target=self._push, args=(source,), daemon=True).start()

    def _push(self, source) -> None:
        start = time.perf_counter()
        for count in range(1_000_000):
            time.sleep(max(0.0, start + count / self._rate - time.perf_counter()))
            index = count % len(self._frames)
            self._log.write(f"{index + 1} {time.time():.6f}\n")
            if source.emit("push-buffer", Gst.Buffer.new_wrapped(self._frames[index])) != Gst.FlowReturn.OK:
                return


def main() -> None:
    path, codec, rate, log = sys.argv[1:]
    Gst.init(None)
    film = Film(path, float(rate), log)
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_launch(
        f"( appsrc name=source is-live=true format=time do-timestamp=true "
        f"caps=video/x-{codec},stream-format=byte-stream,alignment=au,framerate={rate}/1 "
        f"! rtp{codec}pay name=pay0 pt=96 config-interval=-1 )"
    )
    factory.connect("media-configure", film.play)
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service("0")
    server.get_mount_points().add_factory("/live", factory)
    server.attach(None)
    print(server.get_bound_port(), flush=True)
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
