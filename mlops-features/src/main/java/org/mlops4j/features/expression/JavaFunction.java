// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.features.Expression;
import org.mlops4j.features.JavaSignature;

/**
 * A function written in Java that expressions can call by its name and version: the way out where the catalogue does
 * not do. What is computed with it is not portable, and no plan, digest or leak audit can look into it.
 *
 * <pre>{@code
 * JavaFunction band = JavaFunction.of("risk_band@2(number, text) -> number",
 *         arguments -> Risk.band((Double) arguments.get(0), (String) arguments.get(1)));
 * FeatureStore features = FeatureStore.on(mlops, JavaFunctions.of(band));
 * RequestFeature risk = request("risk", band.call(col("delay"), col("carrier")));
 * }</pre>
 *
 * @param signature what it takes and gives
 * @param body the code
 */
public record JavaFunction(JavaSignature signature, Body body) {

    /** Checks that all is there. */
    public JavaFunction {
        requireNonNull(signature, "signature");
        requireNonNull(body, "body");
    }

    /**
     * {@return the function}
     *
     * @param signature as {@link JavaSignature#parse} reads it
     * @throws org.mlops4j.error.InvalidException if it is none
     */
    public static JavaFunction of(String signature, Body body) {
        return new JavaFunction(JavaSignature.parse(signature), body);
    }

    /** {@return a call of the function, see {@link JavaSignature#call}} */
    public Expression call(Expression... arguments) {
        return signature.call(arguments);
    }

    /**
     * The code of a function. It must be total and deterministic, keep nothing from call to call, and may be called by
     * any threads, also for rows whose result nobody reads. What it throws fails the evaluation.
     */
    @FunctionalInterface
    public interface Body {

        /**
         * {@return what the signature says, or {@code null}: a Double or other Number, Boolean, String or
         * {@link java.time.Instant}}
         *
         * @param arguments a Double, Boolean, String or {@link java.time.Instant} each; without one there is no call,
         *     and the result is null
         */
        @Nullable Object apply(List<Object> arguments);
    }
}
