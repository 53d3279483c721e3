// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.serving;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/**
 * What stands between requests and each model of a deployment. Data, stored with the routing and followed by every
 * process. Immutable; each method gives a changed copy. A request passes the rules of its inputs, then the cache, the
 * limits and the batch.
 *
 * <pre>{@code
 * Protection.none()
 *         .input("hour", InputRule.between(0, 23).clamped())
 *         .cache(10_000)
 *         .concurrency(16)
 *         .deadline(Duration.ofMillis(50))
 * }</pre>
 *
 * <p>Limits and cache are those of one version on one route in one process. A version that takes over begins with an
 * empty cache.
 *
 * @param concurrency how many calls of a model may be under way at once; 0 for any number
 * @param deadline how long a call of a model may take, {@code null} for any time
 * @param cached how many results of a model are kept; 0 for none
 * @param batching how calls go to a model together, {@code null} for each by itself
 * @param breaker when a model that fails is left alone
 * @param unknown what becomes of fields of a request that the model does not take
 * @param inputs the rules by the names of the inputs
 */
public record Protection(
        int concurrency,
        @Nullable Duration deadline,
        int cached,
        @Nullable Batching batching,
        Breaker breaker,
        Unknown unknown,
        SortedMap<String, InputRule> inputs) {

    /** How many calls may be under way of a model with a deadline, if nothing else is said: each takes a thread. */
    public static final int THREADS = 64;

    private static final Protection NONE =
            new Protection(0, null, 0, null, Breaker.STANDARD, Unknown.REFUSE, new TreeMap<>());

    /** Checks the numbers and copies the rules. */
    public Protection {
        requireNonNull(breaker, "breaker");
        requireNonNull(unknown, "unknown");
        inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
        if (concurrency < 0) {
            throw new InvalidException("the number of calls under way is 1 at least, or 0 for any, was " + concurrency);
        }
        if (deadline != null && (deadline.isNegative() || deadline.isZero())) {
            throw new InvalidException("a deadline is longer than nothing, was " + deadline);
        }
        if (cached < 0) {
            throw new InvalidException("the number of results in the cache is 0 at least, was " + cached);
        }
    }

    /** {@return nothing in between but {@link Breaker#STANDARD}} */
    public static Protection none() {
        return NONE;
    }

    /**
     * {@return this with a bound of the calls under way} Where it is reached, the next call throws
     * {@link org.mlops4j.error.OverloadedException} at once, or the fallback answers; nothing waits.
     *
     * @param calls 1 at least; 0 for any number
     */
    public Protection concurrency(int calls) {
        return new Protection(calls, deadline, cached, batching, breaker, unknown, inputs);
    }

    /**
     * {@return this with a bound of the time that a model may take, features apart} The caller gets
     * {@link org.mlops4j.error.DeadlineExceededException}, or the fallback answers, and the thread of the model is
     * interrupted; until the model heeds that, the call counts as under way. For models that can block: the call
     * changes threads, which takes some ten microseconds. Of one without {@link #concurrency}, {@value #THREADS} calls
     * may be under way.
     */
    public Protection deadline(Duration longest) {
        return new Protection(
                concurrency, requireNonNull(longest, "longest"), cached, batching, breaker, unknown, inputs);
    }

    /**
     * {@return this with a cache of results by all bits of the inputs} Only for models whose output depends on nothing
     * else.
     *
     * @param results how many are kept, those that are asked for most; 0 for none
     */
    public Protection cache(int results) {
        return new Protection(concurrency, deadline, results, batching, breaker, unknown, inputs);
    }

    /**
     * {@return this with calls that come at one time going to the model together} For models to which many rows cost
     * little more than one, such as those that run outside of the JVM. If the model fails at a batch, it is asked for
     * each row by itself. Allocates.
     */
    public Protection batch(Batching together) {
        return new Protection(
                concurrency, deadline, cached, requireNonNull(together, "together"), breaker, unknown, inputs);
    }

    /** {@return this with a model that fails left alone like that} It needs no other protection, and no fallback. */
    public Protection breaker(Breaker when) {
        return new Protection(concurrency, deadline, cached, batching, requireNonNull(when, "when"), unknown, inputs);
    }

    /** {@return this with unknown fields of a request treated like that} Without, they are refused by their names. */
    public Protection unknown(Unknown what) {
        return new Protection(concurrency, deadline, cached, batching, breaker, requireNonNull(what, "what"), inputs);
    }

    /** {@return this with a rule of an input, in place of the one it had} The log has the value that was asked with. */
    public Protection input(String name, InputRule rule) {
        SortedMap<String, InputRule> changed = new TreeMap<>(inputs);
        changed.put(requireNonNull(name, "name"), requireNonNull(rule, "rule"));
        return new Protection(concurrency, deadline, cached, batching, breaker, unknown, changed);
    }

    /** {@return whether calls go to a model as they come: past no rule, cache, limit or batch} */
    public boolean isOpen() {
        return concurrency == 0 && deadline == null && cached == 0 && batching == null && inputs.isEmpty();
    }

    /** {@return how long a call of a model may take, if that is bounded} */
    public Optional<Duration> findDeadline() {
        return Optional.ofNullable(deadline);
    }

    /** {@return how calls go to a model together, if they do} */
    public Optional<Batching> findBatching() {
        return Optional.ofNullable(batching);
    }

    /** {@return the protection whose {@link #toDocument()} this is} */
    public static Protection from(Document document) {
        SortedMap<String, InputRule> inputs = new TreeMap<>();
        document.get("inputs").fields().forEach((name, rule) -> inputs.put(name, InputRule.from(rule)));
        return new Protection(
                Math.toIntExact(document.get("concurrency").whole()),
                document.find("deadline_nanos")
                        .map(nanos -> Duration.ofNanos(nanos.whole()))
                        .orElse(null),
                Math.toIntExact(document.get("cached").whole()),
                document.find("batching").map(Batching::from).orElse(null),
                document.find("breaker").map(Breaker::from).orElse(Breaker.STANDARD),
                document.find("unknown")
                        .map(unknown -> unknown.constant(Unknown.class))
                        .orElse(Unknown.REFUSE),
                inputs);
    }

    /** {@return the form in which protections are stored} */
    public Document.Fields toDocument() {
        Document.Fields rules = Document.object();
        for (var rule : inputs.entrySet()) {
            rules = rules.with(rule.getKey(), rule.getValue().toDocument());
        }
        Document.Fields document = Document.object()
                .with("concurrency", concurrency)
                .with("cached", cached)
                .with("inputs", rules);
        document = breaker.equals(Breaker.STANDARD) ? document : document.with("breaker", breaker.toDocument());
        document = unknown == Unknown.REFUSE ? document : document.with("unknown", Document.of(unknown));
        document = batching == null ? document : document.with("batching", batching.toDocument());
        return deadline == null ? document : document.with("deadline_nanos", deadline.toNanos());
    }

    /** What becomes of a field of a request that nothing is known of. */
    public enum Unknown {
        /** The request is refused; the message names the field. */
        REFUSE,
        /** It is left out, also of the log: for callers that send more than a model takes. */
        IGNORE
    }
}
