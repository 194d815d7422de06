"""All nodes that show what one processor makes."""

from ..Shared.Result import Result
from ..Volume.FrameVolume import FrameVolume
from .NodeMaker import NodeMaker
from .ResultMarkups import ResultMarkups
from .ResultPlace import ResultPlace
from .ResultValues import ResultValues
from .ResultVolumes import ResultVolumes


class ResultNodes:
    """``nodes`` has them by what they are for: "image", "labels", "points", "line 1", "box 1", "numbers", "plot",
    "text", and "probe transform" for a transform named "probe". Who puts another
    node there, of the same class, has that one used.

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
    def volumes(self) -> list:
        """The volume nodes that the newest result has filled."""
        return self._volumes.shown

    def writeValues(self, result: Result) -> None:
        """Put transforms, numbers and text into nodes: no view renders for these."""
        self._values.write(result)

    @property
    def transforms(self) -> list:
        """The transform nodes, of what is seen and of what was seen before."""
        return self._values.transforms

    def lose(self) -> None:
        """Nothing is seen any more: the transforms say so."""
        self._values.lose()

    def writeOverlay(self, result: Result, volume: FrameVolume) -> None:
        """Put all that lies over the picture into nodes, where the picture in ``volume`` is."""
        place = ResultPlace.of(result, volume)
        self._volumes.write(result, place)
        self._markups.write(result, place)
        self._shown = None

    def show(self, viewName: str, opacity: float) -> None:
        """Show what was written last over the picture: in a slice view, "" for none; 0 for what is too old."""
        if (viewName, opacity) != self._shown:
            self._shown = (viewName, opacity)
            self._volumes.show(viewName, opacity)
            self._markups.show(opacity if viewName else 0.0)

    def close(self) -> None:
        """Remove the nodes, and leave the views as they were."""
        self.show("", 0.0)
        self._maker.close()
