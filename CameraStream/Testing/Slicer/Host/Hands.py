"""What a user's hands do, as in Testing/Host: events that are sent to widgets, since PythonQt has no QTest."""

import pytest
import qt


def typeText(widget, text: str) -> None:
    """Press the keys of a text."""
    for letter in text:
        _send(widget, 0, letter)


def pressKey(widget, name: str) -> None:
    """Press a key by Qt's name for it, such as "Return"."""
    _send(widget, getattr(qt.Qt, f"Key_{name}"), "")


def pressShortcut(widget, letter: str) -> None:
    """Skips the test."""
    pytest.skip("Qt takes shortcuts from the window system, where an event that is sent to a widget does not come by.")


def turnWheel(widget, delta: int) -> None:
    """Turn the mouse wheel over a widget, by eighths of a degree."""
    event = qt.QWheelEvent(
        qt.QPointF(5, 5), qt.QPointF(5, 5), qt.QPoint(), qt.QPoint(0, delta), qt.Qt.NoButton, qt.Qt.NoModifier,
        qt.Qt.NoScrollPhase, False,
    )  # fmt: skip
    qt.QApplication.sendEvent(widget, event)


def chooseFileSoon(path) -> None:
    """Choose a file in the dialog that is going to be opened."""

    def choose() -> None:
        dialog = qt.QApplication.activeModalWidget()
        assert dialog.inherits("QFileDialog")
        descendant(dialog, "fileNameEdit").text = str(path)
        dialog.accept()

    qt.QApplication.setAttribute(qt.Qt.AA_DontUseNativeDialogs)
    qt.QTimer.singleShot(300, choose)  # ms


def descendant(widget, name: str):
    """The widget of a name within another one, or None."""
    return next((child for child in widget.findChildren("QWidget") if child.objectName == name), None)


def _send(widget, key: int, text: str) -> None:
    for kind in (qt.QEvent.KeyPress, qt.QEvent.KeyRelease):
        qt.QApplication.sendEvent(widget, qt.QKeyEvent(kind, key, qt.Qt.NoModifier, text))
