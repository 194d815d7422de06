"""``slicer.parameterNodeWrapper``: typed settings in a vtkMRMLScriptedModuleNode, bound to widgets by their property.

Types: int, float, str, bool and node classes, with WithinRange and Choice. Anything else raises, as a slip would in
Slicer.
"""

import types
import typing
import weakref

import vtk

import slicer

from . import PythonQt, Widgets


class WithinRange:
    """A number must lie between two others, both allowed."""

    def __init__(self, minimum, maximum):
        self.minimum, self.maximum = minimum, maximum

    def validate(self, value) -> None:
        if not self.minimum <= value <= self.maximum:
            raise ValueError(f"{value} is not within {self.minimum} and {self.maximum}")


class Choice:
    """A value must be one of a list."""

    def __init__(self, choices):
        self.choices = choices

    def validate(self, value) -> None:
        if value not in self.choices:
            raise ValueError(f"{value} is not one of {self.choices}")


class _Parameter:
    """One setting: how it is kept in the node as text or reference, and checked."""

    def __init__(self, name: str, annotation, owner: type):
        arguments = typing.get_args(typing.Annotated[annotation, None])
        self.name, self.type = name, arguments[0]
        self.validators = [item for item in arguments[1:] if item is not None]
        self.nodeTypes, self._names = (), {name: self.type}
        if typing.get_origin(self.type) in (typing.Union, types.UnionType):
            self._names = {f"{name}.{index}": item for index, item in enumerate(typing.get_args(self.type))}
            self.nodeTypes = tuple(item for item in self._names.values() if item is not type(None))
            if not all(issubclass(item, slicer.vtkMRMLNode) for item in self.nodeTypes):
                raise TypeError(f"Unable to create serializer for {owner} member {name}")
        elif self.type not in (int, float, str, bool):
            raise TypeError(f"Unable to create serializer for {owner} member {name}")
        self.default = getattr(owner, name, None if self.nodeTypes else self.type())

    def nameIn(self, node) -> str:
        """What its value is stored as; "" if there is none. With a Union, each of its types has a name."""
        return next((name for name in self._names if node.HasParameter(name)), "")

    def read(self, node):
        if not self.nameIn(node):  # after the scene was closed
            self.write(node, self.default)
        if self.nodeTypes:
            return node.GetNodeReference(self.nameIn(node))
        text = node.GetParameter(self.name)
        return text == "True" if self.type is bool else self.type(text)

    def write(self, node, value) -> None:
        if not isinstance(value, (*self.nodeTypes, types.NoneType) if self.nodeTypes else self.type):
            raise TypeError(f"{self.name} is {value!r}, not of type {self.type}")
        for validator in self.validators:
            validator.validate(value)
        if self.nodeTypes:
            for name in self._names:
                node.UnsetParameter(name)
                node.SetNodeReferenceID(name, None)
            name = next(name for name, kind in self._names.items() if isinstance(value, kind))
            node.SetParameter(name, "")
            node.SetNodeReferenceID(name, value.GetID() if value else None)
        else:
            node.SetParameter(self.name, str(value))


class _Cached:
    """A value as it was when the node was modified last: text that is none raises, here and in the observer."""

    def __init__(self, parameter: _Parameter, node):
        self._parameter, self._node = parameter, node
        self.value = parameter.read(node)
        this = weakref.ref(self)
        self._tag = node.AddObserver(vtk.vtkCommand.ModifiedEvent, lambda caller, event: this().update())

    def __del__(self):
        if hasattr(self, "_tag"):
            self._node.RemoveObserver(self._tag)

    def update(self) -> None:
        self.value = self._parameter.read(self._node)

    def write(self, value) -> None:
        with slicer.util.NodeModify(self._node):
            self._parameter.write(self._node, value)
            self.update()


class _Binding:
    """A widget that shows and sets one parameter."""

    def __init__(self, widget, parameter: _Parameter):
        self.widget, self.parameter = widget, parameter
        self.choices = None
        kind = type(widget)
        if (kind is PythonQt.QSpinBox and parameter.type is int) or (
            kind is PythonQt.QDoubleSpinBox and parameter.type is float
        ):
            self.attribute, self.signal = "value", widget.valueChanged
            for validator in parameter.validators:
                widget.setRange(validator.minimum, validator.maximum)
        elif kind is PythonQt.QCheckBox and parameter.type is bool:
            self.attribute, self.signal = "checked", widget.stateChanged
        elif kind is PythonQt.QLineEdit and parameter.type is str:
            self.attribute, self.signal = "text", widget.textChanged
        elif kind is PythonQt.QComboBox and any(isinstance(item, Choice) for item in parameter.validators):
            self.attribute, self.signal = "currentIndex", widget.currentIndexChanged
            self.choices = parameter.validators[0].choices
            widget.clear()
            widget.addItems([str(choice) for choice in self.choices])
        elif kind is Widgets.qMRMLNodeComboBox and parameter.nodeTypes:
            self.attribute, self.signal = None, widget.currentNodeChanged
            widget.nodeTypes = [nodeType().GetClassName() for nodeType in parameter.nodeTypes]
        else:
            raise RuntimeError(f"Unable to create GUI connector from {parameter.type} to {kind}")

    def read(self):
        value = getattr(self.widget, self.attribute) if self.attribute else self.widget.currentNode()
        return self.choices[value] if self.choices else value

    def write(self, value) -> None:
        if self.choices:
            self.widget.currentIndex = self.choices.index(value)
        elif not self.attribute:
            self.widget.setCurrentNode(value)
        elif self.read() != value:
            setattr(self.widget, self.attribute, value)


class _Wrapper:
    """What a decorated class gets."""

    def __init__(self, parameterNode):
        self.parameterNode = parameterNode
        self._guis = {}
        self._isUpdating = False
        for parameter in self.allParameters.values():
            if not parameter.nameIn(parameterNode):
                parameter.write(parameterNode, parameter.default)
        self._cached = {
            name: _Cached(parameter, parameterNode)
            for name, parameter in self.allParameters.items()
            if not parameter.nodeTypes
        }

    def _read(self, name: str):
        return self._cached[name].value if name in self._cached else self.allParameters[name].read(self.parameterNode)

    def _write(self, name: str, value) -> None:
        if name in self._cached:
            self._cached[name].write(value)
        else:
            self.allParameters[name].write(self.parameterNode, value)

    def connectGui(self, gui) -> int:
        bindings = []
        for widget in vars(gui).values():
            name = widget.property("SlicerParameterName")
            if name:
                if name not in self.allParameters:
                    raise ValueError(f"Cannot find a param with the given name: {name}")
                bindings.append(_Binding(widget, self.allParameters[name]))
        connections = []
        for binding in bindings:
            binding.write(self._read(binding.parameter.name))
            slot = self._slotOf(binding)
            binding.signal.connect(slot)
            connections.append((binding.signal, slot))
        tag = self.AddObserver(vtk.vtkCommand.ModifiedEvent, lambda caller, event: self._updateGui(bindings))
        self._guis[tag] = connections
        return tag

    def disconnectGui(self, tag: int) -> None:
        for signal, slot in self._guis.pop(tag):
            signal.disconnect(slot)
        self.RemoveObserver(tag)

    def _slotOf(self, binding: _Binding):
        def slot():
            if not self._isUpdating:
                setattr(self, binding.parameter.name, binding.read())

        return slot

    def _updateGui(self, bindings: list[_Binding]) -> None:
        if self._isUpdating:
            return
        self._isUpdating = True
        try:
            for binding in bindings:
                binding.write(self._read(binding.parameter.name))
        finally:
            self._isUpdating = False

    def default(self, name: str):
        """``slicer.parameterNodeWrapper.Default``: its ``value``."""
        return types.SimpleNamespace(value=self.allParameters[name].default)

    def StartModify(self):
        return self.parameterNode.StartModify()

    def EndModify(self, wasModified):
        return self.parameterNode.EndModify(wasModified)

    def AddObserver(self, event, callback, priority=0.0):
        return self.parameterNode.AddObserver(event, callback, priority)

    def RemoveObserver(self, tag):
        self.parameterNode.RemoveObserver(tag)


def parameterNodeWrapper(owner: type) -> type:
    """Class decorator: each annotated attribute becomes a setting."""
    hints = typing.get_type_hints(owner, include_extras=True)
    parameters = {name: _Parameter(name, annotation, owner) for name, annotation in hints.items()}
    members = {"allParameters": parameters, "__doc__": owner.__doc__, "__module__": owner.__module__}
    members["__annotations__"] = owner.__annotations__
    for name in parameters:
        if hasattr(_Wrapper, name):
            raise ValueError(f"Cannot use reserved name '{name}' in a parameterNodeWrapper")
        members[name] = property(
            lambda self, name=name: self._read(name),
            lambda self, value, name=name: self._write(name, value),
        )
    return type(owner.__name__, (_Wrapper, owner), members)
