"""Runs the unmodified CameraStream module without a Slicer install: for the demo, the tests and the screenshots.

Never installed with the extension. The real parts come from PyPI: ``slicer-core`` (MRML, ``slicer.util``),
``trame-slicer`` (scene and application logic set up as in Slicer, the slice view's pipeline) and PySide6 (Qt).
What is imitated, as little as the module needs, stands for:

========================  ==============================================================================
here                      in Slicer
========================  ==============================================================================
PythonQt.py               the ``qt`` namespace with PythonQt's manners; ``qSlicerUiLoader``
Widgets.py                ``ctkCollapsibleButton``, ``ctkComboBox``, ``ctkMessageBox``, ``qMRMLWidget``,
                          ``qMRMLNodeComboBox``
ParameterNodeWrapper.py   ``slicer.parameterNodeWrapper``
ScriptedModule.py         ``slicer.ScriptedLoadableModule``, ``qSlicerScriptedLoadableModule(Widget)``
Packaging.py              ``slicer.packaging`` (Slicer 5.11 and newer)
Views.py                  ``qMRMLSliceWidget``, ``qMRMLLayoutManager``, ``ctkVTKAbstractView``'s render requests
Application.py            ``qSlicerApplication``, its event loop, ``qSlicerMainWindow``
========================  ==============================================================================

An attribute that Slicer's classes do not have raises AttributeError here too. The rest serves the host itself:
EventLoop.py, Measurement.py, Demo.py, Window.py, Screenshots.py.
"""

import builtins

_import = builtins.__import__

import PySide6.QtCore  # noqa: E402, F401

# PySide6 replaces Python's import by functions of its own, for every module of the process. Slicer has none such, and
# slicer.util imports within its functions: a tenth of the GUI's time for a frame of 1080p was PySide6's.
builtins.__import__ = _import
