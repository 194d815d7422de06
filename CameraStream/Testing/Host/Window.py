"""The window of the demo: the module's panel beside one slice view."""

from PySide6 import QtCore, QtWidgets

PANEL_WIDTH = 400
"""A usual width of Slicer's module panel, pixels."""


class Window(QtWidgets.QMainWindow):
    """``panel`` on the left, ``sliceWidget`` on the right.

    :param isLive: whether the view is painted after each rendering; if not, when the window is grabbed only
    """

    def __init__(self, panel, sliceWidget, isLive: bool, onClosed=lambda: None):
        super().__init__()
        self._onClosed = onClosed
        self.setWindowTitle("CameraStream without Slicer")
        scrollArea = QtWidgets.QScrollArea()
        scrollArea.setWidget(panel)
        scrollArea.setWidgetResizable(True)
        scrollArea.setFrameShape(QtWidgets.QFrame.Shape.NoFrame)
        scrollArea.setHorizontalScrollBarPolicy(QtCore.Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        splitter = QtWidgets.QSplitter()
        splitter.addWidget(scrollArea)
        splitter.addWidget(sliceWidget)
        splitter.setSizes([PANEL_WIDTH, 10_000])
        splitter.setStretchFactor(1, 1)
        self.setCentralWidget(splitter)
        self.resize(PANEL_WIDTH + 1000, 800)
        sliceWidget.isLive = isLive

    def closeEvent(self, event) -> None:
        self._onClosed()
        super().closeEvent(event)
