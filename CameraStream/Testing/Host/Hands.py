"""What a user's hands do: typing, keys, the wheel of the mouse, a file dialog."""

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtTest import QTest


def typeText(widget, text: str) -> None:
    """Press the keys of a text."""
    QTest.keyClicks(widget, text)


def pressKey(widget, name: str) -> None:
    """Press a key by Qt's name for it, such as "Return"."""
    QTest.keyClick(widget, getattr(QtCore.Qt.Key, f"Key_{name}"))


def pressShortcut(widget, letter: str) -> None:
    """Press Ctrl, Shift and a letter in the active window."""
    modifiers = QtCore.Qt.KeyboardModifier.ControlModifier | QtCore.Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(widget, getattr(QtCore.Qt.Key, f"Key_{letter}"), modifiers)


def turnWheel(widget, delta: int) -> None:
    """Turn the mouse wheel over a widget, by eighths of a degree."""
    event = QtGui.QWheelEvent(
        QtCore.QPointF(5, 5), QtCore.QPointF(5, 5), QtCore.QPoint(), QtCore.QPoint(0, delta),
        QtCore.Qt.MouseButton.NoButton, QtCore.Qt.KeyboardModifier.NoModifier,
        QtCore.Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QtWidgets.QApplication.sendEvent(widget, event)


def chooseFileSoon(path) -> None:
    """Choose a file in the dialog that is going to be opened."""

    def choose() -> None:
        dialog = QtWidgets.QApplication.activeModalWidget()
        assert isinstance(dialog, QtWidgets.QFileDialog)
        dialog.findChild(QtWidgets.QLineEdit, "fileNameEdit").setText(str(path))
        dialog.accept()

    QtWidgets.QApplication.setAttribute(QtCore.Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    QtCore.QTimer.singleShot(300, choose)  # ms


def descendant(widget, name: str):
    """The widget of a name within another one, or None."""
    return widget.findChild(QtWidgets.QWidget, name)
