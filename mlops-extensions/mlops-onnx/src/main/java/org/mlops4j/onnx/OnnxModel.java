// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import org.mlops4j.registry.ModelPackage;

/**
 * A model file in ONNX that is about to be registered. Immutable; each method gives a changed copy.
 *
 * <pre>{@code
 * ModelPackage model = OnnxModel.of(file)
 *         .categories("carrier", List.of("AA", "DL", "UA"))
 *         .outputs("probabilities")
 *         .toPackage();
 * }</pre>
 */
public final class OnnxModel {

    private final ModelPackage file;
    private final OnnxSettings settings;

    private OnnxModel(ModelPackage file, OnnxSettings settings) {
        this.file = file;
        this.settings = settings;
    }

    /** {@return a model in a file, which is read when the package is registered} */
    public static OnnxModel of(Path file) {
        return new OnnxModel(ModelPackage.of(OnnxFormat.NAME).withFile("model", file), OnnxSettings.NONE);
    }

    /** {@return a model in memory; the bytes are copied} */
    public static OnnxModel of(byte[] file) {
        return new OnnxModel(ModelPackage.of(OnnxFormat.NAME).withFile("model", file), OnnxSettings.NONE);
    }

    /**
     * {@return this with the texts that the numbers stand for with which callers and the model speak to each other}
     * Rows are made of numbers: where the model takes or gives text, a row has the position of the text in this list,
     * from 0. Where a text is missing, the model gets the empty one.
     *
     * @param name of an input or an output of the graph
     * @param texts such as the categories of the training data
     */
    public OnnxModel categories(String name, List<String> texts) {
        return new OnnxModel(file, settings.categories(requireNonNull(name, "name"), texts));
    }

    /**
     * {@return this giving only these outputs of the graph, in this order} If it is not said, a model gives all of its
     * outputs in their order, but for texts without {@link #categories}.
     */
    public OnnxModel outputs(String... names) {
        return new OnnxModel(file, settings.outputs(List.of(names)));
    }

    /** {@return the package, to which a signature and examples can be added} */
    public ModelPackage toPackage() {
        return file.property(OnnxSettings.PROPERTY, settings.toDocument());
    }
}
