"""Sequences of the transforms that a camera's processors give, beside one of its images."""

ITEM_BYTES = 10_000
"""Of memory that an item takes, measured."""


class TransformSequences:
    """One for each transform, with an item for each result, at the time of the result's own frame: in step with the
    images, also where a processor is late or skips some. An item has the transform and whether it was seen (its
    attribute). Played, an image has the newest transform that was known of it or of one before it.

    :param stream: whose ``processors`` they are; it may have none
    :param make: called with a name, gives a new sequence node
    """

    def __init__(self, stream, make):
        self._stream, self._make = stream, make
        self._sequences: dict = {}  # by the transform node's ID
        self._times: dict = {}  # of the last result that was recorded, by its processor

    def add(self, start: float) -> int:
        """Record what is new since the last call, if it is not older than ``start``, the time of the first image, s.

        :returns: bytes that this takes
        """
        size = 0
        for processor in self._stream.processors or ():
            time = processor.valuesTime
            if time is None or time < start or time == self._times.get(processor):
                continue
            self._times[processor] = time
            for node in processor.transforms:
                if node.GetScene():
                    self._sequenceOf(node).SetDataNodeAtValue(node, f"{time - start:.6f}")
                    size += ITEM_BYTES
        return size

    def link(self, browserNode) -> None:
        """Have a browser play them with its own sequence."""
        for sequence in self._sequences.values():
            if sequence.GetScene():
                browserNode.AddSynchronizedSequenceNode(sequence)

    def _sequenceOf(self, node):
        if node.GetID() not in self._sequences:
            self._sequences[node.GetID()] = self._make(f"{node.GetName()} sequence")
        return self._sequences[node.GetID()]
