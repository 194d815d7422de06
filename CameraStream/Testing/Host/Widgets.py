"""The widgets of CTK and Slicer that the panel uses, drawn and behaving alike; only what the panel needs of them."""

from PySide6 import QtCore, QtWidgets

import slicer

from . import PythonQt
from .PythonQt import QUiLoader, likePythonQt


class _Collapsible(QtWidgets.QAbstractButton):
    """A header that is clicked to hide or show what is under it. (Its Qt properties are attributes: see the end.)"""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._hostCollapsed = self._hostForcing = False
        self._hostCollapsedHeight = 14
        self.setSizePolicy(QtWidgets.QSizePolicy.Policy.Minimum, QtWidgets.QSizePolicy.Policy.Preferred)
        self.setContentsMargins(0, self._headerHeight(), 0, 0)

    def _headerHeight(self) -> int:
        return self.fontMetrics().height() + 8

    def nextCheckState(self) -> None:
        self._setCollapsed(not self._hostCollapsed)  # Qt calls this at each click

    def _getCollapsed(self) -> bool:
        return self._hostCollapsed

    def _setCollapsed(self, collapsed: bool) -> None:
        self._hostCollapsed = collapsed
        self._showContents()
        self.update()

    collapsed = QtCore.Property(bool, _getCollapsed, _setCollapsed)

    def _setCollapsedHeight(self, height: int) -> None:
        self._hostCollapsedHeight = height  # of the empty space under a header that is folded, pixels

    collapsedHeight = QtCore.Property(int, lambda self: self._hostCollapsedHeight, _setCollapsedHeight)

    def childEvent(self, event) -> None:
        if event.added() and event.child().isWidgetType():
            event.child().installEventFilter(self)
        super().childEvent(event)

    def eventFilter(self, child, event) -> bool:
        """What others hide stays hidden when the contents are shown."""
        if event.type() in (QtCore.QEvent.Type.HideToParent, QtCore.QEvent.Type.ShowToParent) and not self._hostForcing:
            isShown = event.type() == QtCore.QEvent.Type.ShowToParent
            child.setProperty("visibilityToParent", isShown)
            if isShown and self._hostCollapsed:
                self._showContents()
        return False

    def _showContents(self) -> None:
        self._hostForcing = True
        for child in self.children():
            if isinstance(child, QtWidgets.QWidget):
                isHidden = child.property("visibilityToParent") is False
                child.setVisible(not self._hostCollapsed and not isHidden)
                if not isHidden:  # so that hiding it while the contents are hidden is noticed
                    child.setAttribute(QtCore.Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
        self._hostForcing = False
        self.setMaximumHeight(self.sizeHint().height() if self._hostCollapsed else 16777215)

    def showEvent(self, event):
        self._showContents()  # the children have come since "collapsed" was read from the .ui file
        super().showEvent(event)

    def hitButton(self, position) -> bool:
        return position.y() < self._headerHeight()

    def sizeHint(self):
        if self._hostCollapsed or not self.layout():
            height = self._headerHeight() + self._hostCollapsedHeight
            return QtCore.QSize(self.fontMetrics().horizontalAdvance(self.text) + 40, height)
        return self.layout().totalSizeHint()

    minimumSizeHint = sizeHint

    def paintEvent(self, event):
        painter = QtWidgets.QStylePainter(self)
        header = QtCore.QRect(0, 0, self.width, self._headerHeight())
        option = QtWidgets.QStyleOptionButton()
        option.initFrom(self)
        option.rect = header
        option.state |= QtWidgets.QStyle.StateFlag.State_Raised
        painter.drawControl(QtWidgets.QStyle.ControlElement.CE_PushButtonBevel, option)
        arrow = QtWidgets.QStyleOption()
        arrow.initFrom(self)
        arrow.rect = QtCore.QRect(6, (header.height() - 9) // 2, 9, 9)
        down, right = (
            QtWidgets.QStyle.PrimitiveElement.PE_IndicatorArrowDown,
            QtWidgets.QStyle.PrimitiveElement.PE_IndicatorArrowRight,
        )
        painter.drawPrimitive(right if self._hostCollapsed else down, arrow)
        textArea = header.adjusted(22, 0, -4, 0)
        painter.drawText(textArea, QtCore.Qt.AlignmentFlag.AlignLeft | QtCore.Qt.AlignmentFlag.AlignVCenter, self.text)


class _MRMLWidget(QtWidgets.QWidget):
    """A widget that knows the scene and tells the widgets that its .ui file connects."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._hostSceneReceivers = []

    mrmlSceneChanged = QtCore.Signal("vtkMRMLScene*")

    def setMRMLScene(self, scene) -> None:
        for receiver in self._hostSceneReceivers:
            receiver.setMRMLScene(scene)


def _stored(kind, name):
    """A Qt property of _NodeComboBox that the .ui file sets."""

    def write(self, value):
        self._hostValues[name] = list(value) if kind == "QStringList" else value
        self._fill()

    return QtCore.Property(kind, lambda self: self._hostValues[name], write)


class _NodeComboBox(QtWidgets.QComboBox):
    """Lists the scene's nodes of some classes, and None where enabled. (Its menu is not imitated.)"""

    currentNodeChanged = QtCore.Signal(object)
    nodeActivated = QtCore.Signal(object)
    nodeAddedByUser = QtCore.Signal(object)

    def __init__(self, parent=None):
        super().__init__(parent)
        self._hostValues = {"nodeTypes": [], "hideChildNodeTypes": [], "baseName": "", "noneDisplay": "None"}
        self._hostValues |= {"noneEnabled": False, "renameEnabled": False, "selectNodeUponCreation": True}
        self._hostValues |= {"addEnabled": True, "removeEnabled": True, "showHidden": False, "showChildNodeTypes": True}
        self._hostAttributes = {}  # node class -> {name: value} that a listed node must have, and a new one gets
        self._hostScene = None
        self._hostTags = []
        self._hostNodeId = None
        QtWidgets.QComboBox.__getattribute__(self, "activated").connect(self._onActivated)

    nodeTypes = _stored("QStringList", "nodeTypes")
    hideChildNodeTypes = _stored("QStringList", "hideChildNodeTypes")
    baseName = _stored(str, "baseName")
    noneDisplay = _stored(str, "noneDisplay")
    noneEnabled = _stored(bool, "noneEnabled")
    addEnabled = _stored(bool, "addEnabled")
    removeEnabled = _stored(bool, "removeEnabled")
    renameEnabled = _stored(bool, "renameEnabled")
    showHidden = _stored(bool, "showHidden")
    showChildNodeTypes = _stored(bool, "showChildNodeTypes")
    selectNodeUponCreation = _stored(bool, "selectNodeUponCreation")

    @QtCore.Slot("vtkMRMLScene*")
    def setMRMLScene(self, scene) -> None:
        for tag in self._hostTags:
            self._hostScene.RemoveObserver(tag)
        self._hostScene = scene
        sceneClass = slicer.vtkMRMLScene
        events = (sceneClass.NodeAddedEvent, sceneClass.NodeRemovedEvent, sceneClass.EndCloseEvent) if scene else ()
        self._hostTags = [scene.AddObserver(event, lambda caller, event: self._fill()) for event in events]
        self._fill()

    def currentNode(self):
        return self._hostScene.GetNodeByID(self._hostNodeId) if self._hostScene and self._hostNodeId else None

    def setCurrentNode(self, node) -> None:
        self._select(node.GetID() if node else None)

    def _nodes(self) -> dict:
        """The nodes to list, by their IDs."""
        nodes = {}
        for className in self._hostValues["nodeTypes"] if self._hostScene else ():
            for node in slicer.util.getNodesByClass(className, self._hostScene):
                isHidden = node.GetHideFromEditors() and not self._hostValues["showHidden"]
                attributes = self._hostAttributes.get(className, {})
                hasAttributes = all(node.GetAttribute(name) == value for name, value in attributes.items())
                if node.GetClassName() not in self._hostValues["hideChildNodeTypes"] and not isHidden and hasAttributes:
                    nodes[node.GetID()] = node
        return nodes

    def setNodeTypeLabel(self, label: str, nodeType: str) -> None:
        """Its menu, which is not imitated, would say *Create new* with this label."""

    def addAttribute(self, nodeType: str, name: str, value=None) -> None:
        self._hostAttributes.setdefault(nodeType, {})[name] = value
        self._fill()

    def addNode(self):
        """As with *Create new* in its menu."""
        className = self._hostValues["nodeTypes"][0]
        node = self._hostScene.CreateNodeByClass(className)
        node.UnRegister(None)
        node.SetName(self._hostScene.GenerateUniqueName(self._hostValues["baseName"] or node.GetNodeTagName()))
        for name, value in self._hostAttributes.get(className, {}).items():
            node.SetAttribute(name, value)
        node = self._hostScene.AddNode(node)
        if self._hostValues["selectNodeUponCreation"]:
            self.setCurrentNode(node)
        self.nodeAddedByUser.emit(node)
        return node

    def removeCurrentNode(self) -> None:
        """As with *Delete current* in its menu."""
        self._hostScene.RemoveNode(self.currentNode())

    def _fill(self) -> None:
        nodes = self._nodes()
        self.clear()
        if self._hostValues["noneEnabled"] or not nodes:
            self.addItem(self._hostValues["noneDisplay"], None)
        for nodeId, node in nodes.items():
            self.addItem(node.GetName(), nodeId)
        self._select(self._hostNodeId if self._hostNodeId in nodes else self.itemData(0))

    def _onActivated(self, index: int) -> None:
        self._select(self.itemData(index))
        self.nodeActivated.emit(self.currentNode())

    def _select(self, nodeId) -> None:
        self.setCurrentIndex(max(0, self.findData(nodeId)))
        if nodeId != self._hostNodeId:
            self._hostNodeId = nodeId
            self.currentNodeChanged.emit(self.currentNode())


class ctkComboBox(PythonQt.QComboBox):
    """Qt's own, which can leave the mouse wheel alone."""

    NeverScroll, AlwaysScroll = 0, 1

    def __init__(self, parent=None):
        super().__init__(parent)
        self._hostScrollWheelEffect = ctkComboBox.AlwaysScroll

    def _setScrollWheelEffect(self, effect: int) -> None:
        self._hostScrollWheelEffect = effect

    scrollWheelEffect = QtCore.Property(int, lambda self: self._hostScrollWheelEffect, _setScrollWheelEffect)

    def wheelEvent(self, event) -> None:
        if self._hostScrollWheelEffect == ctkComboBox.NeverScroll:
            event.ignore()
        else:
            super().wheelEvent(event)


class _SliderWidget(QtWidgets.QWidget):
    """A slider and a spin box with one value. Its children have the names that they have in CTK."""

    valueChanged = QtCore.Signal(float)

    def __init__(self, parent=None):
        super().__init__(parent)
        layout = QtWidgets.QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._hostSlider = PythonQt.QSlider(QtCore.Qt.Orientation.Horizontal, self)
        self._hostSpinBox = PythonQt.QDoubleSpinBox(self)
        for name, widget in (("Slider", self._hostSlider), ("SpinBox", self._hostSpinBox)):
            widget.setObjectName(name)
            layout.addWidget(widget)
        self.setSizePolicy(QtWidgets.QSizePolicy.Policy.Expanding, QtWidgets.QSizePolicy.Policy.Fixed)
        self._hostSpinBox.valueChanged.connect(self._onSpinBox)
        self._hostSlider.valueChanged.connect(self._onSlider)
        self._follow()

    def _onSpinBox(self, value: float) -> None:
        self._follow()
        self.valueChanged.emit(value)

    def _onSlider(self, position: int) -> None:
        self._hostSpinBox.value = self._hostSpinBox.minimum + position * self._hostSpinBox.singleStep

    def _follow(self) -> None:
        """Bring the slider, whose positions are the steps, to where the spin box is."""
        spinBox, slider = self._hostSpinBox, self._hostSlider
        slider.blockSignals(True)
        slider.setRange(0, round((spinBox.maximum - spinBox.minimum) / spinBox.singleStep))
        slider.value = round((spinBox.value - spinBox.minimum) / spinBox.singleStep)
        slider.blockSignals(False)

    def _ofSpinBox(kind, name):
        def write(self, value):
            if name == "singleStep" and not 0 < value <= self._hostSpinBox.maximum - self._hostSpinBox.minimum:
                raise ValueError(f"a step of {value} is out of bounds")  # in CTK a warning, and ignored
            setattr(self._hostSpinBox, name, value)
            self._follow()

        return QtCore.Property(kind, lambda self: getattr(self._hostSpinBox, name), write)

    minimum, maximum = _ofSpinBox(float, "minimum"), _ofSpinBox(float, "maximum")
    singleStep, value = _ofSpinBox(float, "singleStep"), _ofSpinBox(float, "value")
    decimals = _ofSpinBox(int, "decimals")


class _PathLineEdit(QtWidgets.QWidget):
    """A path, with those that were used before, which the application's settings keep. (Its "..." opens nothing.)"""

    Dirs, Files = 0x001, 0x002

    currentPathChanged = QtCore.Signal(str)

    def __init__(self, parent=None):
        super().__init__(parent)
        layout = QtWidgets.QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._hostComboBox = PythonQt.QComboBox(self)
        self._hostComboBox.editable = True
        self._hostComboBox.setSizePolicy(QtWidgets.QSizePolicy.Policy.Ignored, QtWidgets.QSizePolicy.Policy.Fixed)
        browseButton = PythonQt.QToolButton(self)
        browseButton.text = "..."
        browseButton.setSizePolicy(QtWidgets.QSizePolicy.Policy.Fixed, QtWidgets.QSizePolicy.Policy.Ignored)
        layout.addWidget(self._hostComboBox)
        layout.addWidget(browseButton)
        self._hostComboBox.editTextChanged.connect(self.currentPathChanged.emit)
        self._hostKey, self._hostFilters, self._hostNameFilters = "", self.Files | self.Dirs, []

    def _setCurrentPath(self, path: str) -> None:
        self._hostComboBox.setEditText(path)

    currentPath = QtCore.Property(str, lambda self: self._hostComboBox.currentText, _setCurrentPath)

    def _setFilters(self, filters: int) -> None:
        self._hostFilters = filters

    filters = QtCore.Property(int, lambda self: self._hostFilters, _setFilters)

    def _setNameFilters(self, filters: list[str]) -> None:
        self._hostNameFilters = list(filters)

    nameFilters = QtCore.Property("QStringList", lambda self: self._hostNameFilters, _setNameFilters)

    def _setSettingKey(self, key: str) -> None:
        self._hostKey = f"ctkPathLineEdit/{key}"
        self._hostComboBox.addItems(self._history())

    settingKey = QtCore.Property(str, lambda self: self._hostKey, _setSettingKey)

    def _history(self) -> list[str]:
        value = slicer.app.userSettings().value(self._hostKey)
        return [value] if isinstance(value, str) else list(value or ())

    def addCurrentPathToHistory(self) -> None:
        path = self._hostComboBox.currentText
        history = [path, *(other for other in self._history() if other != path)]
        slicer.app.userSettings().setValue(self._hostKey, history)
        self._hostComboBox.clear()
        self._hostComboBox.addItems(history)


class ctkMessageBox(likePythonQt(QtWidgets.QMessageBox)):
    """Qt's own, under CTK's name."""

    def deleteLater(self) -> None:
        """slicer.util asks for this before ``exec_``. Outside a running event loop, as here, Qt would do it at once."""

    def exec_(self):
        button = QtWidgets.QMessageBox.StandardButton(QtWidgets.QMessageBox.exec(self))
        QtWidgets.QMessageBox.deleteLater(self)
        return button


ctkCollapsibleButton = likePythonQt(_Collapsible)
ctkCollapsibleButton.__name__ = "ctkCollapsibleButton"
ctkPathLineEdit = likePythonQt(_PathLineEdit)
ctkPathLineEdit.__name__ = "ctkPathLineEdit"
ctkSliderWidget = likePythonQt(_SliderWidget)
ctkSliderWidget.__name__ = "ctkSliderWidget"
qMRMLWidget = likePythonQt(_MRMLWidget)
qMRMLWidget.__name__ = "qMRMLWidget"
qMRMLNodeComboBox = likePythonQt(_NodeComboBox)
qMRMLNodeComboBox.__name__ = "qMRMLNodeComboBox"

QUiLoader.widgetClasses |= {
    "ctkCollapsibleButton": ctkCollapsibleButton,
    "ctkComboBox": ctkComboBox,
    "ctkPathLineEdit": ctkPathLineEdit,
    "ctkSliderWidget": ctkSliderWidget,
    "qMRMLWidget": qMRMLWidget,
    "qMRMLNodeComboBox": qMRMLNodeComboBox,
}
