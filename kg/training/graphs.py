"""Trained encoders as ONNX graphs, node by node: the same bytes each time, weights in 16 bits."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from kg.training.encoder import SIZE, STATE, swap_gates

OPSET = 17
_IR = 8


def tagger_graph(embedding: nn.Embedding, gru: nn.GRU, head: nn.Linear) -> onnx.ModelProto:
    """characters (texts, longest) and lengths (texts) to scores (texts, longest, labels)."""
    tables = {"characters": _values(embedding.weight)}
    nodes, tensors, out = _encoder(tables, gru)
    for name, value in {"head": _values(head.weight).T, "head_bias": _values(head.bias)}.items():
        node, tensor = _half(name, value)
        nodes.append(node)
        tensors.append(tensor)
    nodes += [
        helper.make_node("MatMul", [out, "head"], ["product"]),
        helper.make_node("Add", ["product", "head_bias"], ["sum"]),
        helper.make_node("Transpose", ["sum"], ["scores"], perm=[1, 0, 2]),
    ]
    return _model("tagger", list(tables), ("scores", head.out_features), nodes, tensors)


def reader_graph(tables: Mapping[str, nn.Embedding], gru: nn.GRU) -> onnx.ModelProto:
    """One input (texts, longest) for each table, whose rows are added up, and lengths (texts) to states
    (texts, longest, STATE)."""
    nodes, tensors, out = _encoder({name: _values(table.weight) for name, table in tables.items()}, gru)
    nodes.append(helper.make_node("Transpose", [out], ["states"], perm=[1, 0, 2]))
    return _model("reader", list(tables), ("states", STATE), nodes, tensors)


def save(model: onnx.ModelProto, path: Path) -> None:
    """Check a graph and write it."""
    onnx.checker.check_model(model, full_check=True)
    path.write_bytes(model.SerializeToString(deterministic=True))


def save_arrays(path: Path, arrays: Mapping[str, NDArray[np.generic]]) -> None:
    """Write arrays as an .npz file whose bytes depend on them alone: numpy's own writer stamps the time."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, array in sorted(arrays.items()):
            content = io.BytesIO()
            np.lib.format.write_array(content, np.ascontiguousarray(array), allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content.getvalue())


def _model(
    name: str,
    inputs: Sequence[str],
    output: tuple[str, int],
    nodes: Sequence[onnx.NodeProto],
    tensors: Sequence[onnx.TensorProto],
) -> onnx.ModelProto:
    """The model of a graph with whole numbers (texts, longest) and lengths going in and one block coming out."""
    taken = [helper.make_tensor_value_info(key, TensorProto.INT64, ["texts", "longest"]) for key in inputs]
    taken.append(helper.make_tensor_value_info("lengths", TensorProto.INT32, ["texts"]))
    given = helper.make_tensor_value_info(output[0], TensorProto.FLOAT, ["texts", "longest", output[1]])
    graph = helper.make_graph(nodes, name, taken, [given], tensors)
    opset = helper.make_opsetid("", OPSET)
    return helper.make_model(graph, opset_imports=[opset], ir_version=_IR, producer_name="kg")


def _encoder(
    tables: Mapping[str, NDArray[np.float32]], gru: nn.GRU
) -> tuple[list[onnx.NodeProto], list[onnx.TensorProto], str]:
    """Nodes from the rows of `tables`, added up, to the states (longest, texts, STATE), their weights, the output."""
    nodes: list[onnx.NodeProto] = []
    tensors = [numpy_helper.from_array(np.array([0, 0, STATE], dtype=np.int64), "joined_shape")]
    source = ""
    for name, value in tables.items():
        node, tensor = _half(f"{name}_table", value)
        tensors.append(tensor)
        nodes += [node, helper.make_node("Gather", [f"{name}_table", name], [f"{name}_rows"])]
        if source:
            nodes.append(helper.make_node("Add", [source, f"{name}_rows"], [f"{name}_sum"]))
        source = f"{name}_sum" if source else f"{name}_rows"
    nodes.append(helper.make_node("Transpose", [source], ["layer"], perm=[1, 0, 2]))
    source = "layer"
    for layer in range(gru.num_layers):
        names: list[str] = []
        for name, value in _gru_weights(gru, layer).items():
            node, tensor = _half(name, value)
            nodes.append(node)
            tensors.append(tensor)
            names.append(name)
        nodes += [
            helper.make_node(
                "GRU",
                [source, *names, "lengths"],
                [f"states{layer}"],
                direction="bidirectional",
                hidden_size=SIZE,
                linear_before_reset=1,
            ),
            helper.make_node("Transpose", [f"states{layer}"], [f"turned{layer}"], perm=[0, 2, 1, 3]),
            helper.make_node("Reshape", [f"turned{layer}", "joined_shape"], [f"layer{layer}"]),
        ]
        source = f"layer{layer}"
    return nodes, tensors, source


def _gru_weights(gru: nn.GRU, layer: int) -> dict[str, NDArray[np.float32]]:
    """W, R and B of one layer as ONNX wants them, both directions stacked."""

    def both(key: str) -> NDArray[np.float32]:
        parts: Sequence[NDArray[np.float32]] = [
            getattr(gru, f"{key}_l{layer}{suffix}").detach().numpy() for suffix in ("", "_reverse")
        ]
        return np.stack([swap_gates(part) for part in parts])

    return {
        f"inner{layer}": both("weight_ih"),
        f"recurrent{layer}": both("weight_hh"),
        f"bias{layer}": np.concatenate([both("bias_ih"), both("bias_hh")], axis=1),
    }


def _values(weights: torch.Tensor) -> NDArray[np.float32]:
    """The numbers of a torch tensor."""
    values: NDArray[np.float32] = weights.detach().numpy()
    return values


def _half(name: str, value: NDArray[np.float32]) -> tuple[onnx.NodeProto, onnx.TensorProto]:
    """A weight kept in 16 bits, and the node that widens it to 32 under `name` when the model is loaded."""
    tensor = numpy_helper.from_array(value.astype(np.float16), f"{name}_half")
    return helper.make_node("Cast", [f"{name}_half"], [name], to=TensorProto.FLOAT), tensor
