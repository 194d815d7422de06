"""A camera is computed from pictures of a board: how well, and what is said where it cannot be."""

import dataclasses
import re

import cv2
import numpy as np
import pytest
from CalibrationScenes import BOARD, CAMERA, POSES, images, pictures, scene
from SyntheticCamera import SyntheticCamera, pose, projected

from CameraStreamLib.Camera.CalibrationPictures import CalibrationPicture, CalibrationPictures
from CameraStreamLib.Capture.Undistortion import Undistortion
from CameraStreamLib.Processing.BoardDetector import BoardDetector
from CameraStreamLib.Processing.BoardPdf import writeBoard
from CameraStreamLib.Processing.CameraModels import Picture, calibrate, fit
from CameraStreamLib.Shared.Board import Board
from CameraStreamLib.Shared.Calibration import Calibration, fitting
from CameraStreamLib.Shared.CalibrationFile import FORMATS, readCalibration, writeCalibration
from CameraStreamLib.Shared.Commands import SetCalibration
from CameraStreamLib.Shared.Errors import SourceError

FISHEYE = Calibration("fisheye", (640, 480), (300.0, 301.0), (318.0, 243.5), (0.05, -0.01, 0.002, -0.001))


def check(found: Calibration, true: Calibration, share: float = 0.005) -> None:
    """Whether the intrinsics are right within half a percent, of the focal length and of the picture's size."""
    assert np.abs(np.divide(found.focalLength, true.focalLength) - 1).max() < share
    assert np.abs(np.subtract(found.principalPoint, true.principalPoint)).max() < share * max(true.size)


def gray(image: np.ndarray) -> np.ndarray:
    return cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)


def test_IntrinsicsAreRight_bySimplestModel(figures):
    fitted, reason, doubts = calibrate(BOARD, CAMERA.size, pictures())
    check(fitted.calibration, CAMERA)
    assert fitted.calibration.model == "standard"
    assert reason.startswith("Standard model: the simplest that fits.")
    assert fitted.calibration.error < 0.2
    assert len(fitted.errors) == len(POSES)
    assert doubts == []
    difference = np.divide(fitted.calibration.focalLength, CAMERA.focalLength) - 1
    figures(f"focal length {100 * difference.max():+.3f} %, RMS {fitted.calibration.error:.3f} pixels")


def test_FisheyeLensIsSeenAsOne():
    """Corners as such a lens of 140 degrees puts them, all over its picture, with noise of 0.1 pixels."""
    random = np.random.default_rng(1)
    lens = dataclasses.replace(FISHEYE, focalLength=(250.0, 251.0))
    seen = []
    for place in [pose(BOARD.size, 60 + 8 * n, 10 + 2 * n, 67 * n, 10 * n, (60 * np.cos(n), 40 * np.sin(n)))
                  for n in range(14)]:  # fmt: skip
        corners = projected(BOARD.points, place, lens)
        isIn = ((corners > 5) & (corners < np.array(lens.size) - 6)).all(axis=1)
        corners += random.normal(0, 0.1, corners.shape)
        seen.append(Picture(np.flatnonzero(isIn), corners[isIn]))
    fitted, _reason, _doubts = calibrate(BOARD, lens.size, seen)
    assert fitted.calibration.model == "fisheye"
    check(fitted.calibration, lens)


@pytest.mark.parametrize("kind", ["Checkerboard", "Circles"])
def test_OtherBoards(kind):
    board = Board(kind, 8, 6, 25.0)
    camera = SyntheticCamera(CAMERA, noise=2, samples=3)
    place = pose(board.size, 400, 25, 60, 4, (5, 5))
    numbers, corners = BoardDetector(board).find(gray(camera.picture(scene(place, board))))
    points = board.points + ([board.squareSize / 2, board.squareSize / 2, 0] if kind == "Circles" else [0, 0, 0])
    errors = np.linalg.norm(corners - projected(points[numbers], place, CAMERA), axis=1)
    errors = np.minimum(errors, np.linalg.norm(corners[::-1] - projected(points[numbers], place, CAMERA), axis=1))
    assert len(numbers) == len(board.points)
    if kind == "Checkerboard":  # in a large picture, where it is looked for at half its size
        large = dataclasses.replace(CAMERA.scaled((1280, 960)), distortion=(0.0,) * 5)
        picture = gray(SyntheticCamera(large, noise=2, samples=2).picture(scene(place, board)))
        _numbers, corners = BoardDetector(board).find(picture)
        distances = np.linalg.norm(corners[:, None] - projected(points, place, large), axis=2)
        assert np.median(distances.min(axis=0)) < 0.1
    assert np.median(errors) < 0.15  # a circle's center is not quite where its picture's is


def test_UndistortedLinesAreStraight(figures):
    """The corners of each row and column of the board, in a picture that the capture's maps have undistorted."""
    fitted = fit("standard", BOARD, CAMERA.size, pictures())
    undistortion = Undistortion()
    undistortion.asked = SetCalibration((fitted.calibration,), isUndistorted=True)
    assert undistortion.prepare(CAMERA.size, None) == ""
    bends = {"raw": [], "undistorted": []}
    columns = BOARD.grid[0]
    for image in images():
        for name, shown in (
            ("raw", image), ("undistorted", undistortion.undistorted(image, (0, 0), (0, 0), image.shape))
        ):  # fmt: skip
            numbers, corners = BoardDetector(BOARD).find(gray(shown))
            for line in [numbers // columns == n for n in range(9)] + [numbers % columns == n for n in range(9)]:
                if line.sum() >= 5:
                    centered = corners[line] - corners[line].mean(axis=0)
                    bends[name].append(np.abs(centered @ np.linalg.svd(centered)[2][1]).max())
    figures(f"largest bend {max(bends['raw']):.2f} pixels raw, {max(bends['undistorted']):.2f} undistorted")
    assert max(bends["undistorted"]) < 0.3
    assert max(bends["raw"]) > 1  # there was something to be straightened


@pytest.mark.parametrize("lens", [CAMERA, FISHEYE], ids=["standard", "fisheye"])
def test_UndistortedCropIsThePartOfTheUndistortedImage(lens):
    image = np.random.default_rng(0).integers(0, 255, (480, 640, 3), np.uint8)
    image = cv2.GaussianBlur(image, (0, 0), 3)
    undistortion = Undistortion()
    undistortion.asked = SetCalibration((lens,), isUndistorted=True)
    undistortion.prepare((640, 480), None)
    whole = undistortion.undistorted(image, (0, 0), (0, 0), image.shape)
    part = undistortion.undistorted(image, (0, 0), (100, 50), (200, 300, 3))
    assert np.abs(part.astype(int) - whole[50:250, 100:400]).max() <= 2  # maps are fixed to 1/32 pixel
    fromPart = undistortion.undistorted(image[20:460, 10:630].copy(), (10, 20), (200, 150), (100, 100))
    assert np.abs(fromPart.astype(int) - whole[150:250, 200:300]).max() <= 2


def sentence(call) -> str:
    with pytest.raises(SourceError) as error:
        call()
    return str(error.value)


def test_BadInputIsSaidInOneSentence():
    detector = BoardDetector(BOARD)
    assert sentence(lambda: detector.find(np.full((480, 640), 128, np.uint8))) == (
        "No board was found. Check that it is in view and in focus, and its type, columns and rows."
    )
    checkerboard = Board("Checkerboard", 8, 6)
    camera = SyntheticCamera(CAMERA, noise=2, samples=3, blur=2.5)
    blurred = camera.picture(scene(pose(checkerboard.size, 380), checkerboard))
    assert sentence(lambda: BoardDetector(checkerboard).find(gray(blurred))) == (
        "The board is blurred. Hold it still, or focus the camera."
    )
    seen = pictures()
    assert sentence(lambda: calibrate(BOARD, CAMERA.size, seen[:1])) == (
        "1 pictures are not enough. Take at least 5, with the board at different angles."
    )
    wrong = [Picture(np.arange(len(each.numbers)), each.corners[::-1]) for each in seen]
    random = np.random.default_rng(0)
    for each in wrong:
        random.shuffle(each.corners)
    assert sentence(lambda: calibrate(BOARD, CAMERA.size, wrong)).startswith("The pictures do not fit a camera (error ")
    wider = Board(columns=9)  # than the real one is: its corners are taken for others
    other = BoardDetector(wider)
    found = []
    for each in images():
        try:
            found.append(Picture(*other.find(gray(each))))
        except SourceError:
            continue
    assert len(sentence(lambda: calibrate(wider, CAMERA.size, found))) > 40

    def views(tilt: float, noise: float, count: int) -> list[Picture]:
        places = [pose(BOARD.size, 380 + n, tilt, 90 * n, n, (n, -n)) for n in range(count)]
        return [Picture(np.arange(54), projected(BOARD.points, place, CAMERA) + random.normal(0, noise, (54, 2)))
                for place in places]  # fmt: skip

    assert sentence(lambda: calibrate(BOARD, CAMERA.size, views(0, 0.2, 6))) == (
        "All pictures show the board from the front, which leaves the focal length open. Tilt the board."
    )
    _fitted, _reason, doubts = calibrate(BOARD, CAMERA.size, views(12, 1.5, 6))
    assert re.match("The error is large .2.. pixels.", doubts[0])
    assert "The focal length is uncertain by " in doubts[1]


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"kind": "Dots"}, 'There is no board "Dots". Choose one of ChArUco, Checkerboard, Circles.'),
        ({"columns": 2}, "2 x 7 is not a valid board. Enter 3 to 40 columns and rows."),
        ({"squareSize": 0}, "0 mm is not a valid square size. Measure a square of the printed board. Example: 25."),
        ({"markerSize": 25.0}, "A marker of 25.0 mm does not fit into a square of 25 mm. Enter less."),
        ({"dictionary": "5X5_50", "rows": 11}, "This board needs 55 markers, and 5X5_50 has 50."),
        ({"dictionary": "9X9"}, 'There is no dictionary "9X9". Choose one of 4X4_50,'),
    ],
)  # fmt: skip
def test_ImpossibleBoards(values, problem):
    assert sentence(lambda: Board(**values)).startswith(problem)


@pytest.mark.parametrize("kind", ["ChArUco", "Checkerboard", "Circles"])
def test_PrintedBoardHasItsTrueSize(kind, tmp_path):
    """The PDF's shapes, drawn at 8 pixels a mm, are the board, and the ruler is 100 mm long."""
    board = Board(kind, 9, 6)
    writeBoard(board, tmp_path / "board.pdf")
    text = (tmp_path / "board.pdf").read_bytes().decode("latin-1")
    width, height = (float(value) / 72 * 25.4 for value in re.search(r"MediaBox \[0 0 (\S+) (\S+)\]", text).groups())
    assert (width, height) == pytest.approx((297, 210), abs=0.01)
    scale = [float(value) for value in re.search(r"^(\S+) 0 0 (\S+) 0 (\S+) cm$", text, re.MULTILINE).groups()]
    assert scale == pytest.approx([72 / 25.4, -72 / 25.4, 210 * 72 / 25.4], abs=1e-4)  # points for a mm, from the top
    page = np.full((round(height * 8), round(width * 8)), 255, np.uint8)
    for shade, *box in re.findall(r"^([01]) g (\S+) (\S+) (\S+) (\S+) re f$", text, re.MULTILINE):
        left, top, across, down = (float(value) * 8 for value in box)
        page[round(top) : round(top + down), round(left) : round(left + across)] = 255 * int(shade)
    for path in re.findall(r"^0 g (\S+ \S+ m .* c) f$", text, re.MULTILINE):
        corners = np.array(re.findall(r"(\S+) (\S+) (?:c|m)", path), float)
        middle, radius = (corners.max(axis=0) + corners.min(axis=0)) / 2, np.ptp(corners[:, 0]) / 2
        cv2.circle(page, [round(value * 8 * 16) for value in middle], round(radius * 8 * 16), 0, -1, cv2.LINE_AA, 4)
    numbers, corners = BoardDetector(board).find(page)
    assert len(numbers) == len(board.points)
    distances = np.linalg.norm(np.diff(corners[numbers < board.grid[0]], axis=0), axis=1)
    assert np.median(distances) / 8 == pytest.approx(25, abs=0.05)
    assert any(float(box[2]) == 100 for box in re.findall(r"g (\S+) (\S+) (\S+) (\S+) re", text))
    assert sentence(lambda: writeBoard(Board(squareSize=40.0), tmp_path / "large.pdf")) == (
        "The board is 400 x 280 mm, too large for A4. Use smaller squares or a larger paper."
    )


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("model", ["standard", "rational", "fisheye", "pinhole"])
def test_FilesOfOthers(kind, model, tmp_path):
    count = {"standard": 5, "rational": 8, "fisheye": 4, "pinhole": 0}[model]
    distortion = tuple(np.random.default_rng(2).normal(0, 0.1, count).tolist())
    calibration = dataclasses.replace(CAMERA, model=model, distortion=distortion, error=0.25, time="2026-11-25T10:00")
    path = tmp_path / "camera.yaml"
    writeCalibration(path, calibration, kind)
    read = readCalibration(path)
    assert dataclasses.replace(read, error=0.25, time=calibration.time) == calibration
    if kind == "OpenCV YAML":  # OpenCV itself reads and writes the same
        storage = cv2.FileStorage(str(path), cv2.FILE_STORAGE_READ)
        assert np.array_equal(storage.getNode("camera_matrix").mat(), calibration.matrix)
        assert np.array_equal(storage.getNode("distortion_coefficients").mat().ravel(), calibration.coefficients)
        storage = cv2.FileStorage(str(path), cv2.FILE_STORAGE_WRITE)
        for name, value in (("image_width", 640), ("image_height", 480), ("fisheye_model", int(model == "fisheye")),
                            ("camera_matrix", calibration.matrix),
                            ("distortion_coefficients", calibration.coefficients)):  # fmt: skip
            storage.write(name, value)
        storage.release()
        read = readCalibration(path)
        assert dataclasses.replace(read, error=0.25, time=calibration.time) == calibration


@pytest.mark.parametrize("text", ["", "{}", "camera_matrix: [1, 2", "{" * 100_000, "image_width: 1e9", "\x00\xff"])
def test_FilesThatAreNoCalibration(text, tmp_path):
    path = tmp_path / "camera.yaml"
    path.write_text(text, encoding="latin-1")
    assert sentence(lambda: readCalibration(path)) == (
        '"camera.yaml" is not a calibration. Choose an OpenCV or ROS YAML file, or JSON that was exported here.'
    )


def test_CalibrationOfTheSizeIsTaken_elseOneIsScaled_elseRefused():
    large = CAMERA.scaled((1280, 960))
    assert fitting((large, CAMERA), (640, 480)) is CAMERA
    assert fitting((large,), (640, 480)).focalLength == pytest.approx(CAMERA.focalLength)
    assert fitting((), (640, 480)) is None
    assert sentence(lambda: fitting((CAMERA,), (640, 360))).startswith("The calibration is for pictures of 640 x 480")


def test_PicturesAreTakenOnlyOfWhatIsStillAndNew():
    pictures = CalibrationPictures(BOARD)
    numbers = np.arange(54)

    def show(place, seconds: float, motion: float = 0.0) -> int:
        """Hold the board so for a while, moved by so many mm a second; returns how many pictures were taken."""
        taken = 0
        for step in range(round(seconds * 15)):
            show.time += 1 / 15
            place = place.copy()
            place[0, 3] += motion / 15
            corners = projected(BOARD.points, place, CAMERA)
            corners += np.random.default_rng(step).normal(0, 0.2, corners.shape)
            if pictures.see(numbers, corners, CAMERA.size, show.time):
                pictures.add(CalibrationPicture(numbers, corners))
                taken += 1
        return taken

    show.time = 0.0
    first = pose(BOARD.size, 500, center=(-60, 0))
    assert show(first, 1, motion=60) == 0
    assert show(first, 0.3) == 0
    assert show(first, 0.3) == 1
    assert show(first, 3) == 0
    assert show(pose(BOARD.size, 505, center=(-62, 0)), 1) == 0
    assert pictures.doubts() == [
        "No picture reaches the left edge.", "No picture reaches the right edge.", "No picture reaches the top edge.",
        "No picture reaches the bottom edge.",
        "The board is hardly tilted in any picture. Tilt it about both axes, by 30 degrees.",
    ]  # fmt: skip
    assert show(pose(BOARD.size, 500, tilt=35, about=90, center=(-60, 0)), 1) == 1
    assert pictures.tilts == {"left": True, "right": False, "top": False, "bottom": False}
    assert show(pose(BOARD.size, 400, tilt=35, about=0, center=(90, 0)), 1) == 1
    assert pictures.tilts == {"left": True, "right": False, "top": False, "bottom": True}
    assert "No picture reaches the right edge." not in pictures.doubts()
    pictures.remove(2)
    assert "No picture reaches the right edge." in pictures.doubts()
    assert pictures.coverage.sum() == 2 * 54
