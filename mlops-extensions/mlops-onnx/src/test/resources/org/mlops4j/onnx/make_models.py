# SPDX-FileCopyrightText: 2026 The mlops4j authors
# SPDX-License-Identifier: Apache-2.0
"""Makes the model files of this directory, each with rows and what was predicted for them where it was made.

Needs onnx 1.23.1, onnxruntime 1.30.0, scikit-learn 1.9.1, torch 2.13.0 and onnxscript 0.7.2 (Python 3.11).

network.onnx   real: written by PyTorch's exporter; predictions are PyTorch's
classifier.onnx, zipmap.onnx, pipeline.onnx
               made: scikit-learn trained them, this script writes the graph that a converter would write, operators of
               ai.onnx.ml; predictions are scikit-learn's
mixed.onnx     made: inputs and outputs of all types that the format takes; predictions are onnxruntime's
endless.onnx   made: never answers

Each .csv has a line for each row: the inputs, a semicolon, the outputs. Texts are positions in their categories.
"""

import sys

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.tree import DecisionTreeClassifier

OUT = sys.argv[1]
F, D, I64, I32, B, S = (
    TensorProto.FLOAT,
    TensorProto.DOUBLE,
    TensorProto.INT64,
    TensorProto.INT32,
    TensorProto.BOOL,
    TensorProto.STRING,
)
CARRIERS = ["AA", "DL", "UA", "WN"]


def write(name, graph_or_model, rows, predictions):
    model = graph_or_model
    if isinstance(model, onnx.GraphProto):
        model = helper.make_model(
            model,
            producer_name="mlops4j test",
            ir_version=10,
            opset_imports=[helper.make_opsetid("", 21), helper.make_opsetid("ai.onnx.ml", 3)],
        )
    onnx.checker.check_model(model)
    with open(f"{OUT}/{name}.onnx", "wb") as file:
        file.write(model.SerializeToString(deterministic=True))
    if len(rows) == 0:
        return
    with open(f"{OUT}/{name}.csv", "w") as file:
        for row, prediction in zip(rows, predictions):
            file.write(",".join(repr(float(v)) for v in row))
            file.write(";" + ",".join(repr(float(v)) for v in prediction) + "\n")


def value(name, kind, shape):
    return helper.make_tensor_value_info(name, kind, shape)


def network():
    torch.manual_seed(7)
    net = torch.nn.Sequential(
        torch.nn.Linear(4, 8), torch.nn.ReLU(), torch.nn.Linear(8, 3), torch.nn.Softmax(dim=1)
    ).eval()
    rows = np.random.default_rng(1).normal(size=(20, 4)).astype(np.float32)
    program = torch.onnx.export(
        net,
        (torch.from_numpy(rows[:2]),),
        dynamo=True,
        input_names=["x"],
        output_names=["y"],
        dynamic_shapes=({0: torch.export.Dim("rows")},),
    )
    with torch.no_grad():
        predictions = net(torch.from_numpy(rows)).numpy()
    model = program.model_proto
    for node in model.graph.node:
        # Where PyTorch was installed is nobody's concern.
        del node.metadata_props[:]
    write("network", model, rows, predictions)


def iris_like(seed):
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 3, 300)
    rows = (rng.normal(size=(300, 4)) + labels[:, None] * [1.0, -0.7, 0.5, 0.2]).astype(np.float32)
    return rows, labels


def tree_attributes(tree, classes):
    names = "treeids nodeids featureids values modes truenodeids falsenodeids missing_value_tracks_true".split()
    nodes = {name: [] for name in names}
    leaves = {name: [] for name in "treeids nodeids ids weights".split()}
    for node in range(tree.node_count):
        leaf = tree.children_left[node] < 0
        nodes["treeids"].append(0)
        nodes["nodeids"].append(node)
        nodes["featureids"].append(0 if leaf else int(tree.feature[node]))
        nodes["values"].append(0.0 if leaf else float(np.float32(tree.threshold[node])))
        nodes["modes"].append("LEAF" if leaf else "BRANCH_LEQ")
        nodes["truenodeids"].append(0 if leaf else int(tree.children_left[node]))
        nodes["falsenodeids"].append(0 if leaf else int(tree.children_right[node]))
        nodes["missing_value_tracks_true"].append(0)
        if leaf:
            for index in range(classes):
                leaves["treeids"].append(0)
                leaves["nodeids"].append(node)
                leaves["ids"].append(index)
                leaves["weights"].append(float(tree.value[node][0][index]))
    return {f"nodes_{k}": v for k, v in nodes.items()} | {f"class_{k}": v for k, v in leaves.items()}


def classifier():
    """Labels that are whole numbers, probabilities as a tensor."""
    rows, labels = iris_like(2)
    fitted = DecisionTreeClassifier(max_depth=5, random_state=0).fit(rows, labels)
    node = helper.make_node(
        "TreeEnsembleClassifier",
        ["X"],
        ["label", "probabilities"],
        domain="ai.onnx.ml",
        classlabels_int64s=[0, 1, 2],
        post_transform="NONE",
        **tree_attributes(fitted.tree_, 3),
    )
    graph = helper.make_graph(
        [node], "classifier", [value("X", F, [None, 4])], [value("label", I64, [None]), value("probabilities", F, [None, 3])]
    )
    given = np.column_stack([fitted.predict(rows), fitted.predict_proba(rows)])
    write("classifier", graph, rows[:40], given[:40])


def zipmap():
    """Labels that are texts, probabilities as a sequence of maps, as converters of scikit-learn write by default."""
    rows, labels = iris_like(3)
    names = np.array(["late", "on time", "cancelled"])[labels]
    fitted = LogisticRegression(max_iter=500).fit(rows, names)
    classes = [str(c) for c in fitted.classes_]
    linear = helper.make_node(
        "LinearClassifier",
        ["X"],
        ["label", "scores"],
        domain="ai.onnx.ml",
        coefficients=fitted.coef_.astype(np.float32).ravel().tolist(),
        intercepts=fitted.intercept_.astype(np.float32).tolist(),
        classlabels_strings=classes,
        multi_class=1,
        post_transform="SOFTMAX",
    )
    norm = helper.make_node("Normalizer", ["scores"], ["normal"], domain="ai.onnx.ml", norm="L1")
    maps = helper.make_node("ZipMap", ["normal"], ["probabilities"], domain="ai.onnx.ml", classlabels_strings=classes)
    of_maps = helper.make_map_type_proto(S, helper.make_tensor_type_proto(F, []))
    graph = helper.make_graph(
        [linear, norm, maps],
        "zipmap",
        [value("X", F, [None, 4])],
        [
            value("label", S, [None]),
            helper.make_value_info("probabilities", helper.make_sequence_type_proto(of_maps)),
        ],
    )
    said = [classes.index(c) for c in fitted.predict(rows)]
    write("zipmap", graph, rows[:40], np.column_stack([said, fitted.predict_proba(rows)])[:40])


def pipeline():
    """One input a column: text, whole number and real numbers, as a pipeline over a data frame has."""
    rng = np.random.default_rng(4)
    carrier = rng.integers(0, len(CARRIERS), 400)
    day = rng.integers(1, 8, 400)
    reals = rng.normal(size=(400, 2)) * [300, 10] + [900, 0]
    late = (0.8 * (carrier == 1) + 0.1 * day + reals[:, 1] / 10 + rng.normal(size=400) * 0.5 > 0.7).astype(int)
    encoder = OneHotEncoder(sparse_output=False, handle_unknown="ignore").fit(np.array(CARRIERS)[carrier][:, None])
    scaler = StandardScaler().fit(reals)
    wide = np.hstack([encoder.transform(np.array(CARRIERS)[carrier][:, None]), day[:, None], scaler.transform(reals)])
    fitted = LogisticRegression(max_iter=500).fit(wide, late)
    nodes = [
        helper.make_node(
            "OneHotEncoder", ["carrier"], ["hot3"], domain="ai.onnx.ml", cats_strings=CARRIERS, zeros=1
        ),
        helper.make_node("Reshape", ["hot3", "wide"], ["hot"]),
        helper.make_node("Cast", ["day"], ["day_f"], to=F),
        helper.make_node("Concat", ["distance", "wind"], ["reals_d"], axis=1),
        helper.make_node("Cast", ["reals_d"], ["reals_f"], to=F),
        helper.make_node(
            "Scaler",
            ["reals_f"],
            ["scaled"],
            domain="ai.onnx.ml",
            offset=scaler.mean_.astype(np.float32).tolist(),
            scale=(1 / scaler.scale_).astype(np.float32).tolist(),
        ),
        helper.make_node("Concat", ["hot", "day_f", "scaled"], ["features"], axis=1),
        helper.make_node(
            "LinearClassifier",
            ["features"],
            ["label", "probabilities"],
            domain="ai.onnx.ml",
            coefficients=np.vstack([-fitted.coef_, fitted.coef_]).astype(np.float32).ravel().tolist(),
            intercepts=np.concatenate([-fitted.intercept_, fitted.intercept_]).astype(np.float32).tolist(),
            classlabels_ints=[0, 1],
            multi_class=0,
            post_transform="LOGISTIC",
        ),
    ]
    graph = helper.make_graph(
        nodes,
        "pipeline",
        [
            value("carrier", S, [None, 1]),
            value("day", I64, [None, 1]),
            value("distance", D, [None, 1]),
            value("wind", D, [None, 1]),
        ],
        [value("label", I64, [None]), value("probabilities", F, [None, 2])],
        [numpy_helper.from_array(np.array([-1, 4], dtype=np.int64), "wide")],
    )
    rows = np.column_stack([carrier, day, reals])
    given = np.column_stack([fitted.predict(wide), fitted.predict_proba(wide)])
    write("pipeline", graph, rows[:40], given[:40])


def mixed():
    """Every type; a block of reals with more than one value beside inputs of one; outputs of every type of numbers."""
    nodes = [
        helper.make_node("Cast", ["flag"], ["flag_f"], to=F),
        helper.make_node("Cast", ["small"], ["small_f"], to=F),
        helper.make_node("Cast", ["big"], ["big_f"], to=F),
        helper.make_node("Cast", ["exact"], ["exact_f"], to=F),
        helper.make_node("LabelEncoder", ["word"], ["word_f"], domain="ai.onnx.ml", keys_strings=CARRIERS,
                         values_floats=[1.0, 2.0, 3.0, 4.0], default_float=-1.0),
        helper.make_node("Concat", ["block", "flag_f", "small_f", "big_f", "exact_f", "word_f"], ["all"], axis=1),
        helper.make_node("ReduceSum", ["all", "axis"], ["sum"], keepdims=1),
        helper.make_node("Cast", ["sum"], ["sum_d"], to=D),
        helper.make_node("Cast", ["sum"], ["sum_i64"], to=I64),
        helper.make_node("Cast", ["sum"], ["sum_i32"], to=I32),
        helper.make_node("Greater", ["sum", "ten"], ["above"]),
    ]
    graph = helper.make_graph(
        nodes,
        "mixed",
        [
            value("block", F, ["rows", 3]),
            value("flag", B, ["rows", 1]),
            value("small", I32, ["rows", 1]),
            value("big", I64, ["rows", 1]),
            value("exact", D, ["rows", 1]),
            value("word", S, ["rows", 1]),
        ],
        [
            value("all", F, ["rows", 8]),
            value("sum_d", D, ["rows", 1]),
            value("sum_i64", I64, ["rows", 1]),
            value("sum_i32", I32, ["rows", 1]),
            value("above", B, ["rows", 1]),
        ],
        [
            numpy_helper.from_array(np.array([1], dtype=np.int64), "axis"),
            numpy_helper.from_array(np.array([[10.0]], dtype=np.float32), "ten"),
        ],
    )
    rng = np.random.default_rng(5)
    rows = np.column_stack(
        [rng.normal(size=(20, 3)).astype(np.float32), rng.integers(0, 2, 20), rng.integers(-9, 9, 20),
         rng.integers(-9, 9, 20), rng.normal(size=20), rng.integers(0, 4, 20)]
    )
    model = helper.make_model(
        graph, ir_version=10, opset_imports=[helper.make_opsetid("", 21), helper.make_opsetid("ai.onnx.ml", 3)]
    )
    session = onnxruntime.InferenceSession(model.SerializeToString())
    given = session.run(
        None,
        {
            "block": rows[:, :3].astype(np.float32),
            "flag": rows[:, 3:4].astype(bool),
            "small": rows[:, 4:5].astype(np.int32),
            "big": rows[:, 5:6].astype(np.int64),
            "exact": rows[:, 6:7],
            "word": np.array(CARRIERS, dtype=object)[rows[:, 7].astype(int)][:, None],
        },
    )
    write("mixed", graph, rows, np.hstack([np.asarray(g, dtype=np.float64) for g in given]))


def endless():
    """A loop that goes on: nothing is wrong with it, but that it never answers."""
    body = helper.make_graph(
        [helper.make_node("Identity", ["go"], ["again"]), helper.make_node("Add", ["in", "in"], ["out"])],
        "body",
        [value("turn", I64, []), value("go", B, []), value("in", F, ["rows", 1])],
        [value("again", B, []), value("out", F, ["rows", 1])],
    )
    graph = helper.make_graph(
        [helper.make_node("Loop", ["", "true", "x"], ["y"], body=body)],
        "endless",
        [value("x", F, ["rows", 1])],
        [value("y", F, ["rows", 1])],
        [numpy_helper.from_array(np.array(True), "true")],
    )
    write("endless", graph, [], [])


for make in (network, classifier, zipmap, pipeline, mixed, endless):
    make()
