// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Digest;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.serving.Predictor;
import org.mlops4j.spi.ModelFormat;
import org.mlops4j.spi.ModelShape;

/**
 * The format {@code onnx}: a package with one file, or a file named {@code model}, as {@link OnnxModel} makes it.
 *
 * <p>An input of the graph is a tensor of FLOAT, DOUBLE, INT64, INT32, BOOL or STRING whose first dimension is that of
 * the rows. The row of a request has what the inputs take, one after another. If all inputs take one value each, and
 * there are several, they are those of the signature with their names, in any order. An output is a tensor of these
 * types, or a sequence of maps from classes to numbers, which are given in the order of the classes.
 *
 * <p>ONNX Runtime is native code, and a file can end the process that loads it. So a file is looked through first:
 * anything but a model with all of its data within is refused. Then another JVM loads it and predicts one row; only if
 * that one survives, this one loads it. What has passed is remembered by its digest for as long as this object lives,
 * which changes nothing but the time that the next load takes.
 *
 * <p>Predictors are thread-safe, use the thread of the caller alone, and allocate a little with each call. One that is
 * closed while calls are under way is freed when the last of them has left. Thread-safe.
 */
public final class OnnxFormat implements ModelFormat {

    static final String NAME = "onnx";

    private static final String MODEL = "model";
    private static final long LARGEST_SHAPE_BYTES = 32L << 20;

    private final @Nullable ChildProbe probe;
    private final Set<Digest> passed = ConcurrentHashMap.newKeySet();

    /** Creates the format, which tries each file in another JVM; {@link java.util.ServiceLoader} does. */
    public OnnxFormat() {
        this(ChildProbe.ofModels());
    }

    OnnxFormat(@Nullable ChildProbe probe) {
        this.probe = probe;
    }

    /**
     * {@return the format that does not try files in another JVM} For who loads only what somebody signed who is
     * trusted, or where no other JVM can be started. Files are looked through all the same.
     */
    public static OnnxFormat trusting() {
        return new OnnxFormat(null);
    }

    @Override
    public String name() {
        return NAME;
    }

    /**
     * {@return how many numbers the model takes and gives, by what the file says of its inputs and outputs} Empty if
     * that leaves it open, as with a sequence of maps, and for a file of more than 32 MiB. ONNX Runtime is not asked.
     */
    @Override
    public Optional<ModelShape> shape(ModelManifest manifest, Files files) {
        ModelManifest.File file = manifest.file(modelFile(manifest));
        if (file.bytes() > LARGEST_SHAPE_BYTES) {
            return Optional.empty();
        }
        byte[] bytes = files.read(file.name());
        SelfContained.require(bytes);
        return GraphShape.of(bytes).find(OnnxSettings.of(manifest));
    }

    private static String modelFile(ModelManifest manifest) {
        return manifest.files().size() == 1 ? manifest.files().get(0).name() : MODEL;
    }

    @Override
    public Predictor load(ModelManifest manifest, Files files) {
        String name = modelFile(manifest);
        byte[] file = files.read(name);
        SelfContained.require(file);
        OnnxSettings settings = OnnxSettings.of(manifest);
        Digest digest = manifest.file(name).digest();
        if (probe != null && !passed.contains(digest)) {
            int width = manifest.findSignature()
                    .map(signature -> signature.inputs().size())
                    .orElse(0);
            probe.require(file, width);
            passed.add(digest);
        }
        return OnnxPredictor.load(file, manifest, settings);
    }
}
