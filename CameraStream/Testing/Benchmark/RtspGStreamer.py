"""GStreamer's way with the least delay: ``/usr/bin/python3 RtspGStreamer.py URL CODEC SECONDS`` prints the number in
each frame's stamp, and when it was there (s since the epoch). With the system's Python, which has GStreamer."""

import sys
import time

import gi
import numpy as np

gi.require_version("Gst", "1.0")
from gi.repository import Gst  # noqa: E402


def main() -> None:
    url, codec, seconds = sys.argv[1:]
    Gst.init(None)
    pipeline = Gst.parse_launch(
        f"rtspsrc location={url} latency=0 protocols=tcp ! rtp{codec}depay ! {codec}parse "
        f"! avdec_{codec} max-threads=1 ! videoconvert ! video/x-raw,format=BGR "
        "! appsink name=sink sync=false max-buffers=1 drop=true"
    )
    sink = pipeline.get_by_name("sink")
    pipeline.set_state(Gst.State.PLAYING)
    end = time.time() + float(seconds)
    while time.time() < end:
        sample = sink.emit("try-pull-sample", Gst.SECOND)
        if sample:
            now, buffer = time.time(), sample.get_buffer()
            width = sample.get_caps().get_structure(0).get_value("width")
            _isMapped, memory = buffer.map(Gst.MapFlags.READ)
            # The stamp's second line (FrameStamp), in rows of 4 bytes.
            row = np.frombuffer(memory.data, np.uint8)[12 * (width * 3 + 3 & ~3) :][: 32 * 8 * 3]
            bits = row.reshape(32, 8, 3)[:, 4].mean(axis=1) > 127
            print(sum(int(bit) << index for index, bit in enumerate(bits)), f"{now:.6f}", flush=True)
            buffer.unmap(memory)


if __name__ == "__main__":
    main()
