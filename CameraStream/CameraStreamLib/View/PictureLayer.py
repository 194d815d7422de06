"""A picture behind a scene: a layer of its own in a render window."""

import vtk

from .PinholeCamera import pictureRectangle


class PictureLayer:
    """Draws one picture, as large as fits, in the middle of a window and behind all else; black around it.

    One texture takes each new picture; its rows are turned by the coordinates of the rectangle, and its aspect kept by
    the rectangle's size, so that no pixel is copied on the way to the graphics card. ``renderer`` is the layer.
    """

    def __init__(self):
        self._image = None
        self._texture = vtk.vtkTexture()
        self._texture.InterpolateOn()
        self._texture.RepeatOff()
        self._texture.EdgeClampOn()
        self._toBytes = vtk.vtkImageShiftScale()  # for 16 bits
        self._toBytes.SetOutputScalarTypeToUnsignedChar()
        self._toBytes.SetScale(255 / 65535)
        self._rectangle = vtk.vtkActor()
        self._rectangle.SetMapper(_unitSquare())
        self._rectangle.SetTexture(self._texture)
        self._rectangle.GetProperty().LightingOff()
        self.renderer = vtk.vtkRenderer()
        self.renderer.InteractiveOff()  # what is clicked is the scene
        self.renderer.AutomaticLightCreationOff()
        self.renderer.AddActor(self._rectangle)
        self.renderer.GetActiveCamera().ParallelProjectionOn()

    def show(self, image) -> None:
        """Draw a vtkImageData, 8 or 16 bits, gray or RGB, top row first; call it again when its pixels have changed."""
        if image is not self._image:
            self._image = image
            if image.GetScalarType() == vtk.VTK_UNSIGNED_CHAR:
                self._texture.SetInputData(image)
            else:
                self._toBytes.SetInputData(image)
                self._texture.SetInputConnection(self._toBytes.GetOutputPort())
        image.Modified()
        self._texture.Modified()

    def fit(self, windowSize: tuple[int, int]) -> None:
        """Place the picture in a window of this size, pixels."""
        left, top, width, height = pictureRectangle(self._image.GetDimensions()[:2], windowSize)
        self._rectangle.SetPosition(left, windowSize[1] - top - height, 0)
        self._rectangle.SetScale(width, height, 1)
        camera = self.renderer.GetActiveCamera()  # a unit is a pixel of the window
        camera.SetParallelScale(windowSize[1] / 2)
        camera.SetFocalPoint(windowSize[0] / 2, windowSize[1] / 2, 0)
        camera.SetPosition(windowSize[0] / 2, windowSize[1] / 2, 1)
        camera.SetClippingRange(0.5, 1.5)


def _unitSquare() -> vtk.vtkPolyDataMapper:
    """From (0, 0) to (1, 1), with the first row of a texture at its upper edge."""
    plane = vtk.vtkPlaneSource()
    plane.SetOrigin(0, 1, 0)
    plane.SetPoint1(1, 1, 0)
    plane.SetPoint2(0, 0, 0)
    mapper = vtk.vtkPolyDataMapper()
    mapper.SetInputConnection(plane.GetOutputPort())
    return mapper
