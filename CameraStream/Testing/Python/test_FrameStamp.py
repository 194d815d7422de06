import time

import numpy as np
import pytest

from CameraStreamLib.Shared import FrameStamp


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("shape", [(480, 640), (480, 640, 3), (480, 640, 4), (16, 328)])
def test_StampIsReadAsItWasWritten(shape, dtype):
    frame = np.full(shape, 77, dtype)
    now = int(time.time() * 1000)
    FrameStamp.write(frame, 4_000_000_001, now)
    assert FrameStamp.read(frame) == (4_000_000_001, now)


def test_StampFollowsTheLayoutThatOtherProgramsRead():
    frame = np.zeros((32, 400), np.uint8)
    FrameStamp.write(frame, 0b101, 1 << 40)
    assert np.all(frame[0:8, 40 * 8 : 41 * 8] == 255)
    assert not frame[0:8, : 40 * 8].any()
    assert [frame[8 + 7, bit * 8] for bit in range(4)] == [255, 0, 255, 0]
    assert not frame[16:].any()


def test_NoStampIsFoundWhereThereIsNone():
    assert FrameStamp.read(np.zeros((480, 100), np.uint8)) is None
    assert FrameStamp.read(np.zeros((480, 640), np.uint8)) is None
    assert FrameStamp.read(np.full((480, 640, 3), 128, np.uint8)) is None


def test_FrameThatIsTooSmallIsRefused():
    with pytest.raises(ValueError, match="328 x 16"):
        FrameStamp.write(np.zeros((480, 320), np.uint8), 1)
