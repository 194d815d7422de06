"""An OpenIGTLink server made of pyigtl alone, in a process of its own: sends several devices until it is killed.

Prints its port. Each device is sent 30 times a second, for as long as a client is there:

- images with MATRIX: RGB (coordinates RAS) and LPS (the same, coordinates LPS), Gray, and Ramp (16 bits);
- the transform ProbeToReference, whose translation along R is the number of the next frames.
"""

import sys
import time

import numpy as np
import pyigtl
from Recordings import SIZE, makeFrame

MATRIX = np.array([[0, 0.5, 0, 10], [0.4, 0, 0, -20], [0, 0, -1, 30], [0, 0, 0, 1]])
"""Turned, mirrored, and with pixels that are not square: from (column, row, 0) to mm."""

RAMP = np.arange(SIZE[0] * SIZE[1], dtype=np.uint16).reshape(SIZE[1], SIZE[0])
"""All values of 16 bits, nearly."""


def messages(number: int) -> list:
    """The messages of one frame; the stamp's time is now."""
    rgb = makeFrame(number)
    images = {"RGB": rgb, "LPS": rgb, "Ramp": RAMP, "Gray": rgb[..., 0]}
    pose = np.eye(4)
    pose[0, 3] = number
    result = [pyigtl.TransformMessage(pose, device_name="ProbeToReference")]
    for name, image in images.items():
        world = "lps" if name == "LPS" else "ras"
        result.append(pyigtl.ImageMessage(image[np.newaxis], MATRIX, world, device_name=name))
    return result


def main() -> None:
    server = pyigtl.OpenIGTLinkServer(port=int(sys.argv[1]))
    print(server.socket.getsockname()[1], flush=True)
    number = 0
    while True:
        time.sleep(1 / 30)
        if server.is_connected() and not server.outgoing_messages:
            number += 1
            for message in messages(number):
                server.send_message(message, wait=False)


if __name__ == "__main__":
    main()
