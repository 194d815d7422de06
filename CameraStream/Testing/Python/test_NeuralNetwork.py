"""The built-in processor for models in the ONNX format, on models that are made here."""

import json

import numpy as np
import pytest
from test_ProcessingResults import SOURCE, runUntilResult

import slicer

from CameraStreamLib.Processing.Loading import Processor
from CameraStreamLib.Processing.ProcessorFrame import ProcessorFrame
from CameraStreamLib.Shared.Errors import SourceError
from CameraStreamLib.Shared.ProcessorFile import builtIns, declared
from Host.EventLoop import runUntil

onnx = pytest.importorskip("onnx")
pytest.importorskip("onnxruntime")


def frame() -> ProcessorFrame:
    pixels = np.random.default_rng(1).integers(0, 256, (48, 64, 3), np.uint8)
    return ProcessorFrame(pixels, 1, 0.0, (0, 0), 1.0)


@pytest.fixture
def model(tmp_path):
    """Makes a model of nodes: ``model(inputShape, nodes, constants, **beside)``, whose path it gives."""

    def make(shape, nodes, constants=(), **beside):
        from onnx import TensorProto, helper, numpy_helper

        graph = helper.make_graph(
            [helper.make_node(name, inputs, outputs, **values) for name, inputs, outputs, values in nodes],
            "made",
            [helper.make_tensor_value_info("in", TensorProto.FLOAT, shape)],
            [helper.make_tensor_value_info("out", TensorProto.FLOAT, None)],
            [numpy_helper.from_array(np.float32(value), name) for name, value in constants],
        )
        made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])
        made.ir_version = 8
        path = tmp_path / "made.onnx"
        onnx.save(made, path)
        (tmp_path / "made.json").write_text(json.dumps(beside))
        return path

    return make


def process(path, given: ProcessorFrame, **parameters):
    return Processor(builtIns()["NeuralNetwork"], {"model": str(path), **parameters}).process(given)


ANY_SIZE = [1, 3, "height", "width"]


def test_OneChannelIsAMask(model):
    red = np.zeros((1, 3, 1, 1))
    red[0, 0] = 1
    path = model(ANY_SIZE, [("Conv", ["in", "red"], ["out"], {})], [("red", red)])
    given = frame()
    labels = process(path, given, threshold=0.5)["labels"]
    assert np.array_equal(labels, given.pixels[..., 0] > 127)


def test_SeveralChannelsAreLabelsInTheFramesSize(model):
    path = model([1, 3, 24, 32], [("Identity", ["in"], ["out"], {})])
    labels = process(path, frame())["labels"]
    assert labels.shape == (48, 64)
    assert np.unique(labels).tolist() == [0, 1, 2]


def test_ImageComesBackAsItWent(model):
    path = model(ANY_SIZE, [("Identity", ["in"], ["out"], {})], kind="image", scale=1 / 128, mean=[100, 120, 140])
    given = frame()
    assert np.array_equal(process(path, given)["image"], given.pixels)


def test_BoxesAreNamedScoredAndOnceOnly(model):
    boxes = np.zeros((1, 6, 9))
    boxes[0, :, 0] = [16, 12, 8, 6, 0.1, 0.9]
    boxes[0, :, 1] = [16, 12, 8, 5, 0.1, 0.8]  # the same thing
    boxes[0, :, 2] = [4, 4, 2, 2, 0.6, 0.0]
    nodes = [("Mul", ["in", "zero"], ["nothing"], {}), ("ReduceSum", ["nothing"], ["sum"], {"keepdims": 0}),
             ("Add", ["sum", "boxes"], ["out"], {})]  # fmt: skip
    path = model([1, 3, 24, 32], nodes, [("zero", 0), ("boxes", boxes)], labels=["needle", "tip"])
    first, second = process(path, frame())["boxes"]
    assert (first["name"], second["name"]) == ("tip", "needle")
    assert np.allclose([first["score"], second["score"]], [0.9, 0.6])
    assert np.allclose(first["box"], [24, 18, 16, 12]), "in pixels of the frame, not of the model's input"


def test_ClassesAreNumbersAndAText(model):
    nodes = [("GlobalAveragePool", ["in"], ["mean"], {}), ("Flatten", ["mean"], ["out"], {})]
    pixels = np.zeros((48, 64, 3), np.uint8)
    pixels[..., 1] = 255
    given = ProcessorFrame(pixels, 1, 0.0, (0, 0), 1.0)
    made = process(model(ANY_SIZE, nodes, labels=["red", "green", "blue"]), given)
    assert made["text"] == "green 1.00"
    assert made["numbers"]["green"] == 1


def test_ModelThatDoesNotFitIsASentence(model, tmp_path):
    path = model([1, 10], [("Identity", ["in"], ["out"], {})])
    with pytest.raises(SourceError, match=r"the model takes \[1, 10\]: one is needed that takes images"):
        process(path, frame())
    with pytest.raises(SourceError, match="there is no model"):
        process(tmp_path / "other.onnx", frame())
    assert declared(builtIns()["NeuralNetwork"])["packages"] == ["onnxruntime"]


def test_ItRunsOnACamera(model, logic, withoutViews):
    path = model([1, 3, 24, 32], [("Identity", ["in"], ["out"], {})])
    stream = logic.start(SOURCE)
    processor = stream.addProcessor("NeuralNetwork")
    assert runUntil(lambda: "give the path of an .onnx file" in processor.error, 15)
    processor.change(model=str(path))
    runUntilResult(processor)
    assert slicer.util.arrayFromVolume(processor.nodes["labels"]).shape == (1, 288, 352)
    assert runUntil(lambda: "made.onnx runs on CPUExecutionProvider" in processor.output, 5)
    assert processor.error == ""
