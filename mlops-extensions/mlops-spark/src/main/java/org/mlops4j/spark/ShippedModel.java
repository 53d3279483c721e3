// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spark;

import java.io.Serial;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Schema;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.LoadedModel;
import org.mlops4j.serving.Predictor;
import org.mlops4j.spi.ModelFormat;

/**
 * A model on its way to executors: the manifest and the bytes of its files. An executor gets it once, as a broadcast,
 * compares the bytes with their digests and loads the model when the first task asks for it. Thread-safe.
 */
final class ShippedModel implements Serializable {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String version;
    private final String inputs;
    private final HashMap<String, byte[]> files = new HashMap<>();
    private transient @Nullable LoadedModel loaded;

    private ShippedModel(String version, String inputs) {
        this.version = version;
        this.inputs = inputs;
    }

    static ShippedModel of(Mlops mlops, LoadedModel model) {
        ShippedModel shipped = new ShippedModel(
                Definitions.write(model.version().toDocument()),
                Definitions.write(model.inputs().toDocument()));
        for (ModelManifest.File file : model.version().manifest().files()) {
            shipped.files.put(file.name(), mlops.registry().read(model.version(), file.name()));
        }
        return shipped;
    }

    /**
     * {@return the model, loaded once}
     *
     * @throws CorruptException if the bytes that came are not those of the manifest
     * @throws IncompatibleException if no format on the class path of the executor reads it
     */
    synchronized LoadedModel load() {
        if (loaded == null) {
            ModelVersion which = ModelVersion.from(Definitions.read(version));
            loaded = new LoadedModel(which, Schema.from(Definitions.read(inputs)), predictor(which));
        }
        return loaded;
    }

    private Predictor predictor(ModelVersion which) {
        String name = which.manifest().format();
        List<ModelFormat> formats = ServiceLoader.load(ModelFormat.class, ShippedModel.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        return formats.stream()
                .filter(format -> format.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IncompatibleException("no format on the class path of this executor reads '"
                        + name + "' of " + which + "; known are "
                        + formats.stream().map(ModelFormat::name).sorted().toList()
                        + "; add its jar by spark.jars or --packages"))
                .load(which.manifest(), file -> verified(which, file));
    }

    private byte[] verified(ModelVersion which, String name) {
        byte[] bytes = files.get(name);
        if (bytes == null) {
            throw new NotFoundException("file '" + name + "' of " + which + " did not come with it");
        }
        if (!Digest.of(bytes).equals(which.manifest().file(name).digest())) {
            throw new CorruptException("file '" + name + "' of " + which + " came damaged");
        }
        return bytes.clone();
    }
}
