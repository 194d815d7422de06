"""De-interlace: one of the two fields of an interlaced frame, whole; the other one was taken at another moment."""

from typing import Annotated

import cv2
import numpy as np

from CameraStreamLib.Processing.Annotations import Choice


class DeInterlace:
    field: Annotated[str, Choice(["Top", "Bottom", "Blend"])] = "Top"
    """The field that is shown: that with the first row, that with the second one, or the mean of both."""

    def process(self, frame):
        if self.field == "Blend":
            return {"image": cv2.addWeighted(self._whole(frame.pixels, 0), 0.5, self._whole(frame.pixels, 1), 0.5, 0)}
        return {"image": self._whole(frame.pixels, 1 if self.field == "Bottom" else 0)}

    def _whole(self, pixels, first):
        """The rows from ``first`` on, each second one, with the mean of its neighbors between two of them."""
        rows = pixels[first::2]
        before, after = rows, np.concatenate([rows[1:], rows[-1:]])
        if first == 1:
            before, after = np.concatenate([rows[:1], rows]), np.concatenate([rows, rows[-1:]])
        missing = pixels[1 - first :: 2]
        image = pixels.copy()
        image[1 - first :: 2] = cv2.addWeighted(before, 0.5, after, 0.5, 0)[: len(missing)]
        return image
