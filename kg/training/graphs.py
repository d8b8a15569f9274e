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

from kg.training.encoder import LAYERS, SIZE, STATE, Encoder, swap_gates

OPSET = 17
_IR = 8


def tagger_graph(encoder: Encoder, head: nn.Linear, words: nn.Linear) -> onnx.ModelProto:
    """characters (texts, longest) and lengths (texts) to scores (texts, longest, labels) of names, and to the best
    label of words (texts, longest)."""
    tables = {"characters": _values(encoder.embedding.weight)}
    nodes, tensors, out = _encoder(tables, encoder)
    _layer("turned_scores", out, head, "", nodes, tensors)
    _layer("word_scores", out, words, "", nodes, tensors)
    nodes += [
        helper.make_node("Transpose", ["turned_scores"], ["scores"], perm=[1, 0, 2]),
        helper.make_node("ArgMax", ["word_scores"], ["turned_words"], axis=2, keepdims=0),
        helper.make_node("Transpose", ["turned_words"], ["words"], perm=[1, 0]),
    ]
    given = [
        helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["texts", "longest", head.out_features]),
        helper.make_tensor_value_info("words", TensorProto.INT64, ["texts", "longest"]),
    ]
    return _model("tagger", list(tables), given, nodes, tensors)


def reader_graph(
    tables: Mapping[str, nn.Embedding], encoder: Encoder, key: nn.Linear, trigger: nn.Linear
) -> onnx.ModelProto:
    """One input (texts, longest) for each table, whose rows are added up, and lengths (texts) to states
    (texts, longest, STATE), to what is looked for in them, `keys`, and to the chances of `triggers`."""
    nodes, tensors, out = _encoder({name: _values(table.weight) for name, table in tables.items()}, encoder)
    nodes.append(helper.make_node("Transpose", [out], ["states"], perm=[1, 0, 2]))
    _layer("keys", "states", key, "", nodes, tensors)
    _layer("triggers", "states", trigger, "Sigmoid", nodes, tensors)
    sizes = {"states": STATE, "keys": key.out_features, "triggers": trigger.out_features}
    given = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["texts", "longest", size])
        for name, size in sizes.items()
    ]
    return _model("reader", list(tables), given, nodes, tensors)


def pair_graph(mention: nn.Linear, context: nn.Linear, query: nn.Linear, type_query: nn.Embedding) -> onnx.ModelProto:
    """What is seen of mentions (mentions, 3 * STATE) and around pairs (pairs, 3 * STATE), the numbers of first and
    second mention and of both types (pairs) to `both`, `context` and `query` of each pair."""
    nodes: list[onnx.NodeProto] = []
    tensors: list[onnx.TensorProto] = []
    _layer("told", "mentions", mention, "Relu", nodes, tensors)
    _layer("context", "around", context, "Relu", nodes, tensors)
    node, tensor = _half("type_queries", _values(type_query.weight))
    tensors.append(tensor)
    nodes += [
        node,
        helper.make_node("Gather", ["told", "first"], ["first_told"]),
        helper.make_node("Gather", ["told", "second"], ["second_told"]),
        helper.make_node("Concat", ["first_told", "second_told"], ["both"], axis=1),
        helper.make_node("Gather", ["type_queries", "types"], ["types_query"]),
    ]
    _layer("both_query", "both", query, "", nodes, tensors)
    nodes.append(helper.make_node("Add", ["both_query", "types_query"], ["query"]))
    numbers, floats = TensorProto.INT64, TensorProto.FLOAT
    taken = [helper.make_tensor_value_info("mentions", floats, ["mentions", mention.in_features])]
    taken.append(helper.make_tensor_value_info("around", floats, ["pairs", context.in_features]))
    taken += [helper.make_tensor_value_info(name, numbers, ["pairs"]) for name in ("first", "second", "types")]
    sizes = {"both": query.in_features, "context": context.out_features, "query": query.out_features}
    given = [helper.make_tensor_value_info(name, floats, ["pairs", size]) for name, size in sizes.items()]
    return _graph("pairs", taken, given, nodes, tensors)


def judge_graph(hidden: nn.Linear, relation: nn.Linear, status_hidden: nn.Linear, status: nn.Linear) -> onnx.ModelProto:
    """All that is seen of pairs to the chances of `relations` and of `statuses`."""
    nodes: list[onnx.NodeProto] = []
    tensors: list[onnx.TensorProto] = []
    _layer("hidden", "seen", hidden, "Relu", nodes, tensors)
    _layer("relations", "hidden", relation, "Sigmoid", nodes, tensors)
    nodes.append(helper.make_node("Concat", ["seen", "hidden"], ["more"], axis=1))
    _layer("status_hidden", "more", status_hidden, "Relu", nodes, tensors)
    _layer("statuses", "status_hidden", status, "Softmax", nodes, tensors)
    taken = [helper.make_tensor_value_info("seen", TensorProto.FLOAT, ["pairs", hidden.in_features])]
    given = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["pairs", layer.out_features])
        for name, layer in {"relations": relation, "statuses": status}.items()
    ]
    return _graph("judge", taken, given, nodes, tensors)


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
    given: Sequence[onnx.ValueInfoProto],
    nodes: Sequence[onnx.NodeProto],
    tensors: Sequence[onnx.TensorProto],
) -> onnx.ModelProto:
    """The model of a graph with whole numbers (texts, longest) and lengths going in and `given` coming out."""
    taken = [helper.make_tensor_value_info(key, TensorProto.INT64, ["texts", "longest"]) for key in inputs]
    taken.append(helper.make_tensor_value_info("lengths", TensorProto.INT32, ["texts"]))
    return _graph(name, taken, given, nodes, tensors)


def _graph(
    name: str,
    taken: Sequence[onnx.ValueInfoProto],
    given: Sequence[onnx.ValueInfoProto],
    nodes: Sequence[onnx.NodeProto],
    tensors: Sequence[onnx.TensorProto],
) -> onnx.ModelProto:
    graph = helper.make_graph(nodes, name, taken, given, tensors)
    opset = helper.make_opsetid("", OPSET)
    return helper.make_model(graph, opset_imports=[opset], ir_version=_IR, producer_name="kg")


def _layer(
    name: str,
    source: str,
    layer: nn.Linear,
    activation: str,
    nodes: list[onnx.NodeProto],
    tensors: list[onnx.TensorProto],
) -> None:
    """Add the nodes and weights that make `name` of `source` by a linear layer and, where given, an activation."""
    for part, value in {"weight": _values(layer.weight).T, "bias": _values(layer.bias)}.items():
        node, tensor = _half(f"{name}_{part}", value)
        nodes.append(node)
        tensors.append(tensor)
    out = f"{name}_sum" if activation else name
    nodes += [
        helper.make_node("MatMul", [source, f"{name}_weight"], [f"{name}_product"]),
        helper.make_node("Add", [f"{name}_product", f"{name}_bias"], [out]),
    ]
    if activation:
        nodes.append(helper.make_node(activation, [out], [name]))


def _encoder(
    tables: Mapping[str, NDArray[np.float32]], encoder: Encoder
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
    for layer in range(LAYERS):
        names: list[str] = []
        for name, value in _gru_weights(encoder, layer).items():
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


def _gru_weights(encoder: Encoder, layer: int) -> dict[str, NDArray[np.float32]]:
    """W, R and B of one layer as ONNX wants them, both directions stacked."""

    def both(key: str) -> NDArray[np.float32]:
        parts: Sequence[NDArray[np.float32]] = [
            getattr(gru, f"{key}_l0").detach().numpy() for gru in encoder.directions(layer)
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
