"""Neural network: a model in the ONNX format makes labels, an image, boxes or classes of each frame.

What the model does not say itself is read from a JSON file beside it, of the same name (model.onnx, model.json), in
which all is optional: ``kind`` ("labels", "image", "boxes" or "classes"), ``labels`` (a list of names), ``scale`` and
``mean`` (a number, or one for each channel: the model gets (pixel - mean) * scale; 1/255 and 0), and ``objectness``
(true for boxes whose fifth number is one, as YOLOv5 has it).
"""

import ast
import json
from pathlib import Path
from typing import Annotated

import cv2
import numpy as np

from CameraStreamLib.Processing.Annotations import FilePath, WithinRange

packages = ["onnxruntime"]

OVERLAP = 0.45
"""Boxes that overlap more than this, as a share of both, are one thing."""

MOST = 50
"""Boxes of a frame."""


class NeuralNetwork:
    model: Annotated[str, FilePath("*.onnx")] = ""
    """The model's file."""

    threshold: Annotated[float, WithinRange(0.0, 1.0)] = 0.5
    """Score from which on something counts."""

    _loaded = None

    def process(self, frame):
        if self.model != self._loaded:
            self._load()
        outputs = self._session.run(None, {self._input.name: self._prepared(frame.pixels)})
        output = np.asarray(outputs[0])
        kind = self._settings.get("kind") or {4: "labels", 3: "boxes", 2: "classes"}.get(output.ndim)
        make = {"labels": self._labels, "image": self._image, "boxes": self._boxes, "classes": self._classes}.get(kind)
        if make is None or output.shape[0] != 1 or output.ndim != {"boxes": 3, "classes": 2}.get(kind, 4):
            raise ValueError(
                f"the model gives {output.shape}: one is needed that gives labels, images, boxes or classes"
            )
        return make(output[0], frame.size)

    def _load(self):
        import onnxruntime

        if not Path(self.model).is_file():
            raise ValueError(f'there is no model "{self.model}": give the path of an .onnx file as the parameter model')
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # it shares the computer with the camera
        # The fastest comes first; Azure's is another computer.
        providers = [each for each in onnxruntime.get_available_providers() if not each.startswith("Azure")]
        self._session = onnxruntime.InferenceSession(self.model, options, providers=providers)
        (self._input, *_more) = self._session.get_inputs()
        shape = self._input.shape
        if len(shape) != 4 or not {1, 3} & {shape[1], shape[3]}:
            raise ValueError(f"the model takes {shape}: one is needed that takes images of 1 or 3 channels")
        self._isChannelsFirst = shape[1] in (1, 3)
        metadata = self._session.get_modelmeta().custom_metadata_map
        self._settings = {"labels": [*ast.literal_eval(metadata["names"]).values()]} if "names" in metadata else {}
        beside = Path(self.model).with_suffix(".json")
        if beside.is_file():
            self._settings |= json.loads(beside.read_text())
        self._scale = np.float32(self._settings.get("scale", 1 / 255))
        self._mean = np.float32(self._settings.get("mean", 0))
        self._loaded = self.model
        print(f"{Path(self.model).name} runs on {self._session.get_providers()[0]}")

    def _prepared(self, pixels):
        shape = self._input.shape
        channels, height, width = shape[1:] if self._isChannelsFirst else (shape[3], *shape[1:3])
        size = tuple(own if isinstance(own, int) else asked for own, asked in zip((width, height), pixels.shape[1::-1]))
        image = cv2.resize(pixels, size) if size != pixels.shape[1::-1] else pixels
        if channels == 1:
            image = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)[..., np.newaxis]
        if self._input.type != "tensor(uint8)":
            image = (image - self._mean) * self._scale
            image = image.astype(np.float16 if self._input.type == "tensor(float16)" else np.float32)
        self._size = size
        image = image.transpose(2, 0, 1) if self._isChannelsFirst else image
        return np.ascontiguousarray(image[np.newaxis])

    def _channelsLast(self, output):
        return output.transpose(1, 2, 0) if self._isChannelsFirst else output

    def _labels(self, output, size):
        scores = self._channelsLast(output)
        if scores.shape[2] == 1:
            labels = (scores[..., 0] > self.threshold).astype(np.uint8)
        else:
            labels = scores.argmax(axis=2).astype(np.uint8)
        return {"labels": cv2.resize(labels, size, interpolation=cv2.INTER_NEAREST)}

    def _image(self, output, size):
        image = self._channelsLast(output).astype(np.float32) / self._scale + self._mean
        return {"image": cv2.resize(np.clip(image, 0, 255).round().astype(np.uint8), size)}

    def _boxes(self, output, size):
        rows = output if output.shape[0] > output.shape[1] else output.T  # one for each box
        first = 5 if self._settings.get("objectness") else 4
        scores = rows[:, first:] * (rows[:, 4:5] if first == 5 else 1)
        classes, best = scores.argmax(axis=1), scores.max(axis=1)
        corners = np.concatenate([rows[:, :2] - rows[:, 2:4] / 2, rows[:, 2:4]], axis=1)
        corners = corners * np.tile(np.divide(size, self._size), 2)
        kept = cv2.dnn.NMSBoxes(corners.tolist(), best.tolist(), self.threshold, OVERLAP)
        return {
            "boxes": [
                {"box": corners[index], "name": self._name(classes[index]), "score": best[index]}
                for index in np.ravel(kept).astype(int)[:MOST]
            ]
        }

    def _classes(self, output, size):
        scores = output.astype(float)
        if scores.min() < 0 or abs(scores.sum() - 1) > 0.01:
            scores = np.exp(scores - scores.max()) / np.exp(scores - scores.max()).sum()
        order = scores.argsort()[::-1][:5]
        numbers = {self._name(index): scores[index] for index in order}
        best = order[0]
        isSure = scores[best] >= self.threshold
        return {"numbers": numbers, "text": f"{self._name(best)} {scores[best]:.2f}" if isSure else ""}

    def _name(self, index):
        labels = self._settings.get("labels", [])
        return str(labels[index]) if index < len(labels) else str(index)
