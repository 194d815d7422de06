"""Settings that had other names until 2026: scripts and saved scenes that use those still work."""

import warnings

RENAMED = {"grey": "grayscale", "mirror": "flip", "smooth": "interpolate"}


def currentNames(settings: dict) -> dict:
    """``settings`` by the names of today, with a DeprecationWarning for each old one."""
    return {_currentName(name, 4) if name in RENAMED else name: value for name, value in settings.items()}


def renamedSetting(oldName: str) -> property:
    """The property of a parameter node that had ``oldName``."""
    return property(
        lambda node: getattr(node, _currentName(oldName, 3)),
        lambda node, value: setattr(node, _currentName(oldName, 3), value),
        doc=f"Deprecated: {RENAMED[oldName]}.",
    )


def renameParameters(node) -> None:
    """Give a parameter node (a vtkMRMLScriptedModuleNode) from a scene of before today's names."""
    for oldName, name in RENAMED.items():
        if node.HasParameter(oldName):
            node.SetParameter(name, node.GetParameter(oldName))
            node.UnsetParameter(oldName)


def _currentName(oldName: str, level: int) -> str:
    name = RENAMED[oldName]
    warnings.warn(f"The setting {oldName} is now called {name}.", DeprecationWarning, level)
    return name
