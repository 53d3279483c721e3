// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.javacode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.core.encoding.JacksonText;
import org.mlops4j.core.encoding.Utf8;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.MlopsException;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.serving.Predictor;
import org.mlops4j.spi.ModelFormat;
import org.mlops4j.spi.ModelShape;

/**
 * The format {@code java}: predictors that the application has written itself, such as rules or a network of its own. A
 * package names one of them and has its parameters and files; what the name stands for is said by the application, so
 * that no package can have a class loaded that was not meant for it.
 *
 * <pre>{@code
 * Mlops.builder().directory(directory).format(new JavaFormat().with("delay-rule", DelayRule::new)).open();
 * registry.register("late-flights", JavaFormat.model("delay-rule", Document.object().with("limit", 15.0)));
 * }</pre>
 *
 * <p>The code is not in the package: who changes what it predicts gives it another name. Examples in the package have
 * it noticed if that was forgotten. Immutable, and thread-safe as far as the factories are.
 */
public final class JavaFormat implements ModelFormat {

    private static final String NAME = "java";
    private static final String PREDICTOR = "java.predictor";
    private static final String PARAMETERS = "parameters";

    private final SortedMap<String, Factory> factories;

    /** Creates a format that knows no predictor; {@link java.util.ServiceLoader} does, for the message it gives. */
    public JavaFormat() {
        this(new TreeMap<>());
    }

    private JavaFormat(SortedMap<String, Factory> factories) {
        this.factories = Collections.unmodifiableSortedMap(factories);
    }

    /**
     * {@return this with one more predictor}
     *
     * @param predictor its name in packages, which says what it predicts and so changes with that
     * @throws IllegalArgumentException if there is one of that name
     */
    public JavaFormat with(String predictor, Factory factory) {
        SortedMap<String, Factory> more = new TreeMap<>(factories);
        if (more.put(Name.require("predictor", predictor), requireNonNull(factory, "factory")) != null) {
            throw new IllegalArgumentException("there is a predictor '" + predictor + "' already");
        }
        return new JavaFormat(more);
    }

    /**
     * {@return a package of a predictor, to which files, a signature and examples can be added}
     *
     * @param predictor the name under which the applications that load it know it
     * @param parameters what its factory gets
     */
    public static ModelPackage model(String predictor, Document.Fields parameters) {
        return ModelPackage.of(NAME)
                .property(PREDICTOR, Document.of(Name.require("predictor", predictor)))
                .withFile(PARAMETERS, new JacksonText().write(parameters).getBytes(UTF_8));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Predictor load(ModelManifest manifest, Files files) {
        String name = manifest.properties()
                .find(PREDICTOR)
                .orElseThrow(() -> new InvalidException(
                        "a model written in Java has the property '" + PREDICTOR + "'; make it by JavaFormat.model"))
                .text();
        Factory factory = factories.get(name);
        if (factory == null) {
            throw new IncompatibleException("the model is the predictor '" + name
                    + "', written in Java, which nobody gave to this application; those given are "
                    + (factories.isEmpty() ? "none" : String.join(", ", factories.keySet()))
                    + ". Give it to the builder by format(new JavaFormat().with(…))");
        }
        Document parameters =
                new JacksonText().read(Utf8.decode("the file '" + PARAMETERS + "'", files.read(PARAMETERS)));
        Predictor predictor = create(name, factory, parameters, files);
        try {
            manifest.findSignature().ifPresent(ModelShape.of(predictor, List.of())::requireFit);
            return predictor;
        } catch (RuntimeException e) {
            predictor.close();
            throw e;
        }
    }

    private static Predictor create(String name, Factory factory, Document parameters, Files files) {
        try {
            return requireNonNull(factory.create(parameters, files), "predictor");
        } catch (MlopsException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new InvalidException("the predictor '" + name + "' cannot be made of its parameters: " + e, e);
        }
    }

    /** Makes a predictor of what is in a package. */
    @FunctionalInterface
    public interface Factory {

        /**
         * {@return a predictor, thread-safe as {@link Predictor} says; it holds no reference to the files}
         *
         * @param parameters as they were given to {@link JavaFormat#model}
         * @param files those of the package; every byte is verified before it is handed out
         * @throws InvalidException if it cannot be made of these; what else is thrown becomes one
         */
        Predictor create(Document parameters, Files files);
    }
}
