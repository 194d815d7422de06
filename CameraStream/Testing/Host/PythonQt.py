"""Qt classes with the manners of PythonQt, and the ``qt`` namespace that holds them.

A Qt property is an attribute, a method is called, and a name that Qt does not have raises AttributeError, on
assignment too. Signals time the slots that they call and keep the exceptions that those raise.
"""

import traceback
import types
import weakref
from xml.etree import ElementTree

from PySide6 import QtCore, QtGui, QtUiTools, QtWidgets

from .Measurement import CALLS

# Virtual methods of the same name are called by Qt itself.
_NOT_AS_ATTRIBUTES = ("sizeHint", "minimumSizeHint", "objectName")


class Signal:
    """A signal of an object: ``connect`` and ``disconnect`` take any callable, as in PythonQt."""

    def __init__(self, signal):
        self._signal = signal
        self._slots = []  # (callable, what Qt was given)

    def connect(self, slot) -> None:
        argumentCount = _argumentCount(slot)

        def call(*arguments):
            try:
                with CALLS.call():
                    slot(*arguments[:argumentCount])
            except Exception:
                traceback.print_exc()  # as PythonQt does; CALLS.errors keeps it for tests

        self._signal.connect(call)
        self._slots.append((slot, call))

    def disconnect(self, slot) -> None:
        for pair in self._slots:
            if pair[0] == slot:
                self._signal.disconnect(pair[1])
                self._slots.remove(pair)
                return
        raise ValueError("the slot is not connected")

    def emit(self, *arguments) -> None:
        self._signal.emit(*arguments)


def _argumentCount(slot) -> int | None:
    """How many arguments a slot takes, None for any number: PythonQt passes as many as fit."""
    function = getattr(slot, "__func__", slot)
    code = getattr(function, "__code__", None)
    if code is None or code.co_flags & 0x04:  # a built-in, or one that takes *args
        return None
    return code.co_argcount - (1 if hasattr(slot, "__self__") else 0)


def likePythonQt(qtClass: type) -> type:
    """A subclass of a Qt class with PythonQt's manners."""
    meta = qtClass.staticMetaObject
    names = {meta.property(index).name() for index in range(meta.propertyCount())} - set(_NOT_AS_ATTRIBUTES)
    names = {name for name in names if not isinstance(getattr(qtClass, name, None), QtCore.Property)}  # made in Python
    members = {name: _qtProperty(meta, name) for name in names}
    members["name"] = members["objectName"] = _qtProperty(meta, "objectName")
    members["__getattribute__"] = _wrapSignals(qtClass)
    members["__setattr__"] = _strictSetattr(qtClass)
    return type(qtClass.__name__, (qtClass,), members)


def _qtProperty(meta, name: str) -> property:
    isWritable = meta.property(meta.indexOfProperty(name)).isWritable()

    def read(self):
        return QtCore.QObject.property(self, name)

    def write(self, value):
        if not isWritable:
            raise AttributeError(f"property '{name}' of '{type(self).__name__}' cannot be written")
        QtCore.QObject.setProperty(self, name, value)

    return property(read, write)


def _wrapSignals(qtClass: type):
    def getattribute(self, name: str):
        value = qtClass.__getattribute__(self, name)
        if isinstance(value, QtCore.SignalInstance):
            key = f"_hostSignal_{name}"
            if key not in self.__dict__:
                self.__dict__[key] = Signal(_withAllArguments(self, name, value))
            return self.__dict__[key]
        return value

    return getattribute


def _withAllArguments(qtObject, name: str, signal):
    """PySide6 passes no argument of ``clicked(bool)`` to a slot that takes any number; PythonQt passes all."""
    meta = qtObject.metaObject()
    signatures = [meta.method(index).methodSignature().data().decode() for index in range(meta.methodCount())]
    types = [signature[len(name) + 1 : -1] for signature in signatures if signature.startswith(f"{name}(")]
    longest = max(types, key=len)
    return signal[longest] if longest == "bool" else signal


def _strictSetattr(qtClass: type):
    def setattr_(self, name: str, value) -> None:
        if not name.startswith("_host") and not hasattr(type(self), name):
            raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")
        qtClass.__setattr__(self, name, value)

    return setattr_


QWidget = likePythonQt(QtWidgets.QWidget)
QLabel = likePythonQt(QtWidgets.QLabel)
QLineEdit = likePythonQt(QtWidgets.QLineEdit)
QPushButton = likePythonQt(QtWidgets.QPushButton)
QToolButton = likePythonQt(QtWidgets.QToolButton)
QCheckBox = likePythonQt(QtWidgets.QCheckBox)
QSpinBox = likePythonQt(QtWidgets.QSpinBox)
QDoubleSpinBox = likePythonQt(QtWidgets.QDoubleSpinBox)
QSlider = likePythonQt(QtWidgets.QSlider)
QPlainTextEdit = likePythonQt(QtWidgets.QPlainTextEdit)
QProgressBar = likePythonQt(QtWidgets.QProgressBar)
QDialog = likePythonQt(QtWidgets.QDialog)
QAction = likePythonQt(QtGui.QAction)


class QMenu(likePythonQt(QtWidgets.QMenu)):
    """A menu whose actions have PythonQt's manners too."""

    def addAction(self, text: str) -> QAction:
        action = QAction(text, self)
        super().addAction(action)
        return action


class _SingleShot:
    """``QTimer.singleShot``: of the class a static method, of an object a Qt property."""

    def __get__(self, timer, owner):
        return QtCore.QTimer.singleShot if timer is None else QtCore.QObject.property(timer, "singleShot")

    def __set__(self, timer, value):
        QtCore.QObject.setProperty(timer, "singleShot", value)


class QTimer(likePythonQt(QtCore.QTimer)):
    """A timer; ``instances`` has all that exist, for tests that look for one left running."""

    instances = weakref.WeakSet()
    singleShot = _SingleShot()

    def __init__(self, parent=None):
        super().__init__(parent)
        QTimer.instances.add(self)


class QComboBox(likePythonQt(QtWidgets.QComboBox)):
    """A combo box whose line edit has PythonQt's manners too."""

    def lineEdit(self):
        edit = super().lineEdit()
        if edit is not None and not isinstance(edit, QLineEdit):
            text = edit.text()
            self.setLineEdit(QLineEdit(self))
            edit = super().lineEdit()
            edit.text = text
        return edit


class QFileDialog(likePythonQt(QtWidgets.QFileDialog)):
    """PythonQt returns the path alone."""

    @staticmethod
    def getOpenFileName(*arguments) -> str:
        return QtWidgets.QFileDialog.getOpenFileName(*arguments)[0]

    @staticmethod
    def getSaveFileName(*arguments) -> str:
        return QtWidgets.QFileDialog.getSaveFileName(*arguments)[0]


class QUiLoader(QtUiTools.QUiLoader):
    """Makes the widgets of a .ui file with PythonQt's manners, and connects scenes as the file says."""

    widgetClasses: dict[str, type] = {}

    def createWidget(self, className, parent=None, name=""):
        if className not in self.widgetClasses:
            raise AttributeError(f"the host knows no widget class {className}")
        widget = self.widgetClasses[className](parent)
        widget.setObjectName(name)
        return widget

    def load(self, file):
        widget = super().load(file)
        # A C++ signal of a vtkMRMLScene* cannot be emitted from Python: the root calls the receivers itself.
        for connection in ElementTree.parse(file.fileName()).iter("connection"):
            signal, slot = connection.findtext("signal"), connection.findtext("slot")
            if (signal, slot) != ("mrmlSceneChanged(vtkMRMLScene*)", "setMRMLScene(vtkMRMLScene*)"):
                raise AttributeError(f"the host knows no connection from {signal} to {slot}")
            receiver = widget.findChild(QtWidgets.QWidget, connection.findtext("receiver"))
            widget._hostSceneReceivers.append(receiver)
        for layout in widget.findChildren(QtWidgets.QLayout):
            _spaceLikeSlicer(layout)
        return widget


def _spaceLikeSlicer(layout) -> None:
    """Margins and spacing of qSlicerStyle, pixels, where the .ui file gives none. (A style in Python would be slow.)"""
    if isinstance(layout, QtWidgets.QBoxLayout):
        layout.setSpacing(3)
    else:
        layout.setHorizontalSpacing(3)
        layout.setVerticalSpacing(3)
    if layout.contentsMargins().top():  # the layout of a widget, not one within another
        margin = 4 if layout.parentWidget().inherits("QAbstractButton") else 6  # of a ctkCollapsibleButton
        layout.setContentsMargins(margin, margin, margin, margin)


def makeNamespace() -> types.ModuleType:
    """The module ``qt``: what the module and ``slicer.util`` use of it, and nothing else."""
    qt = types.ModuleType("qt")
    for qtClass in (QWidget, QLabel, QLineEdit, QPushButton, QToolButton, QCheckBox, QSpinBox, QDoubleSpinBox, QSlider,
                    QTimer, QComboBox, QPlainTextEdit, QProgressBar, QFileDialog, QUiLoader, QDialog,
                    QMenu):  # fmt: skip
        setattr(qt, qtClass.__name__, qtClass)
        QUiLoader.widgetClasses[qtClass.__name__] = qtClass
    for name in ("QFile", "QSettings", "QByteArray"):
        setattr(qt, name, getattr(QtCore, name))
    qt.QFile.ReadOnly = QtCore.QIODevice.OpenModeFlag.ReadOnly
    qt.Qt = QtCore.Qt
    qt.QIcon, qt.QPixmap = QtGui.QIcon, QtGui.QPixmap
    qt.QMessageBox = QtWidgets.QMessageBox
    qt.QApplication, qt.QCursor = QtWidgets.QApplication, QtGui.QCursor  # slicer.util of Slicer 5.13
    qt.QVBoxLayout, qt.QFormLayout = QtWidgets.QVBoxLayout, QtWidgets.QFormLayout
    qt.QUrl, qt.QDesktopServices = QtCore.QUrl, QtGui.QDesktopServices
    return qt
