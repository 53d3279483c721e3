// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mlops4j.error.InvalidException;

/**
 * An entry of the catalogue of functions that an {@link Expression.Call} may name. Every function is total and
 * deterministic: for any arguments of its types it gives a value, NaN or null, and always the same.
 *
 * @param name letters and underscores, as in the stored form
 * @param parameters the arguments that every call has
 * @param repeated a group of further arguments that stands at least once; empty if there is none
 * @param optional arguments that may follow, each only if the one before it is there
 * @param result the type of the value
 * @param nulls what null arguments lead to
 * @param summary what is computed, one sentence
 */
public record ScalarFunction(
        String name,
        List<Parameter> parameters,
        List<Parameter> repeated,
        List<Parameter> optional,
        Parameter result,
        Nulls nulls,
        String summary) {

    /** When the value of a function is null. */
    public enum Nulls {
        /** Exactly if an argument is null. */
        STRICT,
        /** If an argument is null, and for the values that the summary names. */
        PARTIAL,
        /** As the summary says. */
        OWN
    }

    /** Checks that all is there. */
    public ScalarFunction {
        requireNonNull(name, "name");
        parameters = List.copyOf(parameters);
        repeated = List.copyOf(repeated);
        optional = List.copyOf(optional);
        requireNonNull(result, "result");
        requireNonNull(nulls, "nulls");
        requireNonNull(summary, "summary");
    }

    /** {@return all functions, by name} */
    public static Collection<ScalarFunction> all() {
        return Catalogue.BY_NAME.values();
    }

    /** {@return the function of that name} */
    public static Optional<ScalarFunction> find(String name) {
        return Optional.ofNullable(Catalogue.BY_NAME.get(requireNonNull(name, "name")));
    }

    /**
     * {@return the function of that name}
     *
     * @throws InvalidException if there is none
     */
    public static ScalarFunction require(String name) {
        return find(name)
                .orElseThrow(() -> new InvalidException(
                        "there is no function " + ExpressionText.shown(name) + " for expressions; see the catalogue"));
    }

    /**
     * {@return what each argument of a call must be}
     *
     * @param count the number of arguments
     * @throws InvalidException if a call cannot have so many
     */
    public List<Parameter> parameters(int count) {
        List<Parameter> all = new ArrayList<>(parameters);
        int rest = count - parameters.size();
        if (!repeated.isEmpty() && rest > 0) {
            int groups = rest / repeated.size();
            Collections.nCopies(groups, repeated).forEach(all::addAll);
            rest -= groups * repeated.size();
        } else if (!repeated.isEmpty()) {
            rest = -1;
        }
        if (rest < 0 || rest > optional.size() || (all.size() == parameters.size() && !repeated.isEmpty())) {
            throw new InvalidException("function " + signature() + " does not take " + count + " arguments");
        }
        all.addAll(optional.subList(0, rest));
        return all;
    }

    /** {@return name and parameters, as {@code lookup(same, (same constant, number constant)…, [number constant])}} */
    public String signature() {
        Stream<String> fixed = parameters.stream().map(Parameter::text);
        Stream<String> group = repeated.isEmpty()
                ? Stream.empty()
                : Stream.of(
                        repeated.size() == 1
                                ? repeated.get(0).text() + "…"
                                : "("
                                        + String.join(
                                                ", ",
                                                repeated.stream()
                                                        .map(Parameter::text)
                                                        .toList())
                                        + ")…");
        Stream<String> last = optional.stream().map(parameter -> "[" + parameter.text() + "]");
        return name + "("
                + String.join(
                        ", ", Stream.of(fixed, group, last).flatMap(s -> s).toList())
                + ")";
    }

    /** A function without repeated and optional arguments. */
    static ScalarFunction define(String name, Parameter result, Nulls nulls, String summary, Parameter... parameters) {
        return new ScalarFunction(name, List.of(parameters), List.of(), List.of(), result, nulls, summary);
    }

    ScalarFunction repeating(Parameter... group) {
        return new ScalarFunction(name, parameters, List.of(group), optional, result, nulls, summary);
    }

    ScalarFunction optionally(Parameter... last) {
        return new ScalarFunction(name, parameters, repeated, List.of(last), result, nulls, summary);
    }

    @Override
    public String toString() {
        return signature() + " -> " + result.text();
    }

    /** All functions, gathered when one is first asked for. */
    private static final class Catalogue {

        private static final SortedMap<String, ScalarFunction> BY_NAME = gather();

        private static SortedMap<String, ScalarFunction> gather() {
            SortedMap<String, ScalarFunction> all = new TreeMap<>();
            Stream.of(
                            NumberFunctions.all(),
                            LogicFunctions.all(),
                            TextFunctions.all(),
                            TimeFunctions.all(),
                            VectorFunctions.all())
                    .flatMap(List::stream)
                    .forEach(function -> all.put(function.name(), function));
            return Collections.unmodifiableSortedMap(all);
        }
    }
}
