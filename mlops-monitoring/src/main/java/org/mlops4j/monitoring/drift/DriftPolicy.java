// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.error.IncompatibleException;

/**
 * When a change is drift: if its p-value, adjusted for all tests of the report, is below a level <em>and</em> its
 * effect is at least a stated size. The first guards against chance, the second against waking people for a change that
 * is real but does not matter; with many rows every change is significant. Immutable.
 *
 * @param bounds the tests that decide, each with the effect from which a change matters and the columns it is for; for
 *     each aspect of a column the first one that applies is carried out
 * @param distances measured and reported, but not judged
 * @param correction how p-values are adjusted
 * @param alpha the level of the whole report, in (0, 1)
 */
public record DriftPolicy(List<Bound> bounds, List<DriftTest> distances, Correction correction, double alpha) {

    /** One false alarm in a hundred windows, whatever the number of columns. */
    public static final double DEFAULT_ALPHA = 0.01;

    /**
     * A tenth of the rows lies elsewhere. For a bell curve this is a shift by a quarter of its standard deviation, and
     * about the PSI of 0.1 that practice calls a moderate change.
     */
    public static final double DEFAULT_SHARE = 0.1;

    /** One row in twenty has lost or gained its value; sources that fail in part show more than this. */
    public static final double DEFAULT_MISSING_SHARE = 0.05;

    private static final long VERSION = 1;

    private static final DriftPolicy DEFAULTS = new DriftPolicy(
            List.of(
                    new Bound(new KsTest(), DEFAULT_SHARE),
                    new Bound(new ChiSquareTest(), DEFAULT_SHARE),
                    new Bound(new MissingShareTest(), DEFAULT_MISSING_SHARE)),
            List.of(new Psi(), new JensenShannon(), new Wasserstein()),
            Correction.HOLM,
            DEFAULT_ALPHA);

    /** Checks the level and copies the lists. */
    public DriftPolicy {
        bounds = List.copyOf(bounds);
        distances = List.copyOf(distances);
        requireNonNull(correction, "correction");
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha must be in (0, 1), was " + alpha);
        }
    }

    /**
     * {@return Kolmogorov-Smirnov for numbers, chi-square for categories and for numbers of which only counts are
     * known, and the share of missing values; Holm's correction at {@value #DEFAULT_ALPHA}} PSI, Jensen-Shannon and
     * Wasserstein distance are reported.
     */
    public static DriftPolicy defaults() {
        return DEFAULTS;
    }

    /** {@return a copy with another level} */
    public DriftPolicy withAlpha(double other) {
        return new DriftPolicy(bounds, distances, correction, other);
    }

    /** {@return a copy with another correction} */
    public DriftPolicy withCorrection(Correction other) {
        return new DriftPolicy(bounds, distances, other, alpha);
    }

    /**
     * {@return a copy in which a test decides on some columns, before those that are there}
     *
     * @param test the name of a test of this library or of one that {@link DriftTests#found()} finds
     * @param effect the size from which a change matters, in the unit of the test, above 0
     * @throws org.mlops4j.error.NotFoundException if there is no such test
     */
    public DriftPolicy with(String test, double effect, Columns columns) {
        return with(DriftTests.found().require(test), effect, columns);
    }

    /**
     * {@return a copy in which a test decides on some columns, before those that are there}
     *
     * @param effect the size from which a change matters, in the unit of the test, above 0
     */
    public DriftPolicy with(DriftTest test, double effect, Columns columns) {
        List<Bound> more = new ArrayList<>();
        more.add(new Bound(test, effect, columns));
        more.addAll(bounds);
        return withBounds(more);
    }

    /** {@return a copy that reports other distances} */
    public DriftPolicy withDistances(List<DriftTest> others) {
        return new DriftPolicy(bounds, others, correction, alpha);
    }

    /** {@return a copy with other deciding tests} */
    public DriftPolicy withBounds(List<Bound> others) {
        return new DriftPolicy(others, distances, correction, alpha);
    }

    /**
     * {@return the policy whose {@link #toDocument()} this is}
     *
     * @param tests what the names in it mean; {@link DriftTests#found()} if all tests are of this library or on the
     *     class path as services
     * @throws org.mlops4j.error.NotFoundException if one of its tests is not among them
     * @throws IncompatibleException if a later version of the library wrote it
     */
    public static DriftPolicy from(Document document, DriftTests tests) {
        if (document.get("version").whole() > VERSION) {
            throw new IncompatibleException("the drift policy has version "
                    + document.get("version").whole() + ", this library reads up to " + VERSION
                    + "; update the library");
        }
        return new DriftPolicy(
                document.get("bounds").list().stream()
                        .map(bound -> Bound.from(bound, tests))
                        .toList(),
                document.get("distances").texts().stream().map(tests::require).toList(),
                document.get("correction").constant(Correction.class),
                document.get("alpha").number());
    }

    /** {@return the form in which policies are stored; tests go by their names} */
    public Document toDocument() {
        return Document.object()
                .with("version", VERSION)
                .with(
                        "bounds",
                        Document.list(bounds.stream().map(Bound::toDocument).toList()))
                .with(
                        "distances",
                        Document.texts(distances.stream().map(DriftTest::name).toList()))
                .with("correction", Document.of(correction))
                .with("alpha", alpha);
    }

    /**
     * A test that decides.
     *
     * @param test one that gives p-values; a distance never does, and what it is for is INSUFFICIENT_DATA
     * @param effect the size from which a change matters, in the unit of the test, above 0
     * @param columns which columns it decides on
     */
    public record Bound(DriftTest test, double effect, Columns columns) {
        /** Checks the size. */
        public Bound {
            requireNonNull(test, "test");
            requireNonNull(columns, "columns");
            if (!(effect > 0)) {
                throw new IllegalArgumentException(
                        "the effect bound of " + test.name() + " must be above 0, was " + effect);
            }
        }

        /** Creates a bound for all columns that the test applies to. */
        public Bound(DriftTest test, double effect) {
            this(test, effect, Columns.all());
        }

        private static Bound from(Document document, DriftTests tests) {
            return new Bound(
                    tests.require(document.get("test").text()),
                    document.get("effect").number(),
                    Columns.from(document.get("columns")));
        }

        private Document toDocument() {
            return Document.object()
                    .with("test", test.name())
                    .with("effect", effect)
                    .with("columns", columns.toDocument());
        }
    }
}
