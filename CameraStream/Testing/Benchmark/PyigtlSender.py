"""The script outside of Slicer that sends a camera by pyigtl: ``python -m Benchmark.PyigtlSender ADDRESS`` prints its
port."""

import sys

import cv2
import numpy as np
import pyigtl


def main() -> None:
    server = pyigtl.OpenIGTLinkServer(port=0)
    print(server.server_address[1], flush=True)
    capture = cv2.VideoCapture(sys.argv[1])
    isRead, frame = capture.read()
    while isRead:
        if server.is_connected():
            image = cv2.cvtColor(frame, cv2.COLOR_BGR2RGB)[np.newaxis]
            server.send_message(pyigtl.ImageMessage(image, device_name="Camera"))
        isRead, frame = capture.read()


if __name__ == "__main__":
    main()
