"""``slicer.ScriptedLoadableModule``'s base classes, and the Qt module and widget that hold a scripted module."""

import sys
import types
import unittest
from pathlib import Path

from PySide6 import QtWidgets

import slicer

from .Measurement import CALLS
from .Widgets import qMRMLWidget


class ScriptedLoadableModule:
    def __init__(self, parent):
        self.parent = parent
        self.moduleName = type(self).__name__


class ScriptedLoadableModuleWidget:
    def __init__(self, parent=None):
        self.moduleName = type(self).__name__.removesuffix("Widget")
        self.parent = parent
        self.layout = parent.layout()

    def resourcePath(self, filename: str) -> str:
        return str(Path(slicer.util.modulePath(self.moduleName)).parent / "Resources" / filename)

    def setup(self) -> None:
        pass

    def cleanup(self) -> None:
        pass

    def onReload(self) -> None:
        slicer.util.reloadScriptedModule(self.moduleName)


class ScriptedLoadableModuleLogic:
    def __init__(self, parent=None):
        self.moduleName = type(self).__name__.removesuffix("Logic")
        self.isSingletonParameterNode = True

    def getParameterNode(self):
        node = slicer.mrmlScene.GetSingletonNode(self.moduleName, "vtkMRMLScriptedModuleNode")
        node = node or slicer.mrmlScene.AddNode(self.createParameterNode())
        if node.GetAttribute("ModuleName") != self.moduleName:
            node.SetAttribute("ModuleName", self.moduleName)
        return node

    def getAllParameterNodes(self) -> list:
        nodes = slicer.util.getNodesByClass("vtkMRMLScriptedModuleNode")
        return [node for node in nodes if node.GetAttribute("ModuleName") == self.moduleName]

    def createParameterNode(self):
        node = slicer.vtkMRMLScriptedModuleNode()
        node.SetSingletonTag(self.moduleName)
        node.SetAttribute("ModuleName", self.moduleName)
        node.SetName(slicer.mrmlScene.GenerateUniqueName(self.moduleName))
        return node


class ScriptedLoadableModuleTest(unittest.TestCase):
    def runTest(self) -> None:
        pass


class SampleDataLogic:
    """Of the Sample Data module: what it lists, by category."""

    @staticmethod
    def registerCustomSampleDataSource(
        category, sampleName, uris, fileNames, thumbnailFileName, loadFiles, customDownloader
    ) -> None:
        source = types.SimpleNamespace(
            sampleName=sampleName, uris=[uris], fileNames=[fileNames], thumbnailFileName=thumbnailFileName,
            loadFiles=[loadFiles], customDownloader=customDownloader,
        )  # fmt: skip
        sources = slicer.modules.__dict__.setdefault("sampleDataSources", {}).setdefault(category, [])
        if source not in sources:
            sources.append(source)


class qSlicerScriptedLoadableModule:
    """A module file, found under a path; its widget is made when first asked for."""

    def __init__(self, path: Path):
        self.path = str(path)
        self.name = path.stem
        self._widget = None
        # The attributes that a module's class sets.
        self.title, self.helpText, self.acknowledgementText = "", "", ""
        self.categories, self.dependencies, self.contributors = [], [], []
        if str(path.parent) not in sys.path:
            sys.path.append(str(path.parent))
        __import__(self.name)
        getattr(sys.modules[self.name], self.name)(self)

    def widgetRepresentation(self) -> "qSlicerScriptedLoadableModuleWidget":
        if not self._widget:
            self._widget = qSlicerScriptedLoadableModuleWidget()
            self._widget._hostInstantiate(self.name)
        return self._widget


class qSlicerScriptedLoadableModuleWidget(qMRMLWidget):
    """The parent of a scripted module's widget."""

    def __init__(self):
        super().__init__()
        QtWidgets.QVBoxLayout(self).setContentsMargins(0, 0, 0, 0)  # as qSlicerModulePanel does
        self._hostPython = None
        self._hostEntered = False
        self._hostName = ""

    @property
    def isEntered(self) -> bool:
        return self._hostEntered

    def self(self):
        return self._hostPython

    def reload(self) -> None:
        self._hostInstantiate(self._hostName)

    def enter(self) -> None:
        self._hostEntered = True
        with CALLS.call():
            self._hostPython.enter()

    def exit(self) -> None:
        self._hostEntered = False
        with CALLS.call():
            self._hostPython.exit()

    def _hostInstantiate(self, name: str) -> None:
        self._hostName = name
        self._hostPython = getattr(sys.modules[name], f"{name}Widget")(self)
        setattr(slicer.modules, f"{name}Widget", self._hostPython)
        self._hostPython.setup()
