// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mlops4j.error.InvalidException;

/**
 * What a definition knows of a function that is written in Java: its name and version, what it takes and gives. The
 * code is not in the definition, so a definition that calls it cannot be computed where the code is not: it is not
 * portable. Other code must have another version, since the digest of a definition holds name and version alone.
 *
 * <pre>{@code
 * JavaSignature band = JavaSignature.parse("risk_band@2(number, text) -> number");
 * Expression risk = band.call(col("delay"), col("carrier"));
 * }</pre>
 *
 * @param name letters, digits and underscores, a letter first
 * @param version from 1
 * @param takes {@link Parameter#NUMBER}, {@link Parameter#TRUTH}, {@link Parameter#TEXT} or {@link Parameter#TIME}
 *     each, at least one
 * @param gives one of these
 */
public record JavaSignature(String name, int version, List<Parameter> takes, Parameter gives) {

    /** The function of the catalogue that calls one of this JVM. */
    static final String FUNCTION = "java";

    private static final Set<Parameter> ALLOWED =
            Set.of(Parameter.NUMBER, Parameter.TRUTH, Parameter.TEXT, Parameter.TIME);
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,99}");
    private static final Pattern TEXT = Pattern.compile("(\\w+)@([1-9]\\d{0,8})\\((\\w+(?:, \\w+){0,99})\\) -> (\\w+)");

    /** Checks the parts. */
    public JavaSignature {
        takes = List.copyOf(takes);
        requireNonNull(gives, "gives");
        if (!NAME.matcher(name).matches() || version < 1 || takes.isEmpty()) {
            throw new InvalidException(
                    "a Java function needs a name of letters, digits and '_', a version from 1 on and"
                            + " at least one parameter, not " + ExpressionText.shown(name) + " version " + version
                            + " of "
                            + takes);
        }
        if (!ALLOWED.containsAll(takes) || !ALLOWED.contains(gives)) {
            throw new InvalidException("a Java function takes and gives numbers, truths, texts and times, but '" + name
                    + "' takes " + takes + " and gives " + gives);
        }
    }

    /**
     * {@return the signature whose {@link #text()} this is}
     *
     * @throws InvalidException if it is none
     */
    public static JavaSignature parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new InvalidException("a Java function is told as name@version(number, text) -> number, not "
                    + ExpressionText.shown(text));
        }
        return new JavaSignature(
                parts.group(1),
                Integer.parseInt(parts.group(2)),
                Stream.of(parts.group(3).split(", ", -1))
                        .map(JavaSignature::parameter)
                        .toList(),
                parameter(parts.group(4)));
    }

    private static Parameter parameter(String text) {
        return ALLOWED.stream()
                .filter(parameter -> parameter.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidException("a Java function takes and gives "
                        + ALLOWED.stream().map(Parameter::text).sorted().toList() + ", not "
                        + ExpressionText.shown(text)));
    }

    /** {@return whether a text is a signature} */
    static boolean isSignature(String text) {
        try {
            parse(text);
            return true;
        } catch (InvalidException e) {
            return false;
        }
    }

    /**
     * {@return the signature that a call of {@code java(…)} names}
     *
     * @param call one of that function
     */
    public static JavaSignature of(Expression.Call call) {
        return parse(((Expression.Text) call.arguments().get(0)).value());
    }

    /** {@return the functions that expressions call, in the order of their texts} */
    static List<JavaSignature> in(List<Expression> expressions) {
        Set<String> texts = new TreeSet<>();
        expressions.forEach(expression -> collect(expression, texts));
        return texts.stream().map(JavaSignature::parse).toList();
    }

    private static void collect(Expression expression, Set<String> texts) {
        if (expression instanceof Expression.Call call) {
            if (call.function().equals(FUNCTION)) {
                texts.add(of(call).text());
            }
            call.arguments().forEach(argument -> collect(argument, texts));
        }
    }

    /**
     * {@return a call of the function}
     *
     * @throws InvalidException if it takes another number of arguments
     */
    public Expression call(Expression... arguments) {
        return new Expression.Call(
                FUNCTION,
                Stream.concat(Stream.of(new Expression.Text(text())), Stream.of(arguments))
                        .toList());
    }

    /** {@return the form in which it stands in expressions, as {@code risk_band@2(number, text) -> number}} */
    public String text() {
        return String.format(Locale.ROOT, "%s@%d(%s) -> %s", name, version, parameters(), gives.text());
    }

    private String parameters() {
        return takes.stream().map(Parameter::text).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return text();
    }
}
