// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.trees;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.mlops4j.error.InvalidException;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.serving.Predictor;
import org.mlops4j.spi.ModelFormat.Files;
import org.mlops4j.spi.ModelShape;

/**
 * A package that holds one model: which file that is, what is in it, and whether its signature fits the model.
 *
 * @param format the name of the format, for messages
 * @param manifest what the package says of itself
 * @param files its files
 */
public record TreePackage(String format, ModelManifest manifest, Files files) {

    private static final String MODEL = "model";
    private static final long SMALL_BYTES = 32L << 20;

    /**
     * {@return the model in the only file, or in the file {@code model}}
     *
     * @param reader reads the bytes of the format
     * @throws InvalidException if there are several files and none is named so, or the reader does
     */
    public FileModel read(Function<byte[], ? extends FileModel> reader) {
        return reader.apply(files.read(modelFile(format, names())));
    }

    /**
     * {@return a predictor of that model}
     *
     * @param reader reads the bytes of the format
     * @throws InvalidException as {@link #read}
     * @throws org.mlops4j.error.IncompatibleException if the package has a signature that does not fit the model, or
     *     the reader does
     */
    public Predictor predictor(Function<byte[], ? extends FileModel> reader) {
        FileModel model = read(reader);
        Predictor predictor = model.predictor();
        manifest.findSignature().ifPresent(ModelShape.of(predictor, model.featureNames())::requireFit);
        return predictor;
    }

    /**
     * {@return what the model takes and gives, unless it is so large that reading it may take more than a second}
     *
     * @param reader reads the bytes of the format
     * @throws InvalidException as {@link #read}
     */
    public Optional<ModelShape> shape(Function<byte[], ? extends FileModel> reader) {
        if (manifest.file(modelFile(format, names())).bytes() > SMALL_BYTES) {
            return Optional.empty();
        }
        FileModel model = read(reader);
        return Optional.of(ModelShape.of(model.predictor(), model.featureNames()));
    }

    /**
     * {@return which of the files of a package is the model: the only one, or the one named {@code model}}
     *
     * @throws InvalidException if there are several files and none is named so
     */
    public static String modelFile(String format, Collection<String> names) {
        if (names.size() == 1) {
            return names.iterator().next();
        }
        if (!names.contains(MODEL)) {
            throw new InvalidException("a package of format " + format + " holds one file or a file named '" + MODEL
                    + "', this one holds " + names.size() + ": " + String.join(", ", names));
        }
        return MODEL;
    }

    private List<String> names() {
        return manifest.files().stream().map(ModelManifest.File::name).toList();
    }
}
