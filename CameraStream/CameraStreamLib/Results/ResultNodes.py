"""All nodes that show the results of one processor."""

from ..Shared.Result import Result
from ..Volume.FrameVolume import FrameVolume
from .NodeMaker import NodeMaker
from .ResultMarkups import ResultMarkups
from .ResultPlace import ResultPlace
from .ResultValues import ResultValues
from .ResultVolumes import ResultVolumes


class ResultNodes:
    """``nodes`` has them by kind: "image", "labels", "points", "line 1", "box 1", "numbers", "plot",
    "text", and "probe transform" for a transform named "probe".

    :param prefix: of the names of the nodes
    """

    def __init__(self, prefix: str):
        self._maker = NodeMaker(prefix)
        self._volumes = ResultVolumes(self._maker)
        self._markups = ResultMarkups(self._maker)
        self._values = ResultValues(self._maker)
        self._shown = None  # view and opacity
        self.nodes = self._maker.nodes

    @property
    def filled(self) -> list:
        """The nodes that the newest result has filled."""
        nodes = [*self._volumes.shown, *self._markups.shown, *self._values.filled]
        return [node for node in nodes if node.GetScene()]

    def choose(self, key: str, node) -> None:
        """Use another node of the same class, or a new one if it is None."""
        self.show("", 0.0)  # it may be in a view
        self._maker.choose(key, node)

    def writeValues(self, result: Result) -> None:
        """Write transforms, numbers and text to nodes, for which no view renders."""
        self._values.write(result)

    @property
    def transforms(self) -> list:
        """The transform nodes, of what is seen and of what was seen before."""
        return self._values.transforms

    def lose(self) -> None:
        """Nothing is seen any more: the transforms say so."""
        self._values.lose()

    def writeOverlay(self, result: Result, volume: FrameVolume) -> None:
        """Write what lies over the image to nodes, at the place of the image in ``volume``."""
        place = ResultPlace.of(result, volume)
        self._volumes.write(result, place)
        self._markups.write(result, place)
        self._shown = None

    def show(self, viewName: str, opacity: float) -> None:
        """Show what was written last in a slice view, "" for none. ``opacity`` is 1 unless it is old."""
        if (viewName, opacity) != self._shown:
            self._shown = (viewName, opacity)
            self._volumes.show(viewName, opacity)
            self._markups.show(opacity if viewName else 0.0)

    def close(self) -> None:
        """Remove the nodes, and restore the views."""
        self.show("", 0.0)
        self._maker.close()
