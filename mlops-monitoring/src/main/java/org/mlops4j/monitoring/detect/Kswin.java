// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import java.util.Arrays;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.mlops4j.data.Document;

/**
 * Kolmogorov-Smirnov windowing: the latest values of a window against as many that are drawn from the older ones, by
 * the exact two-sample test. Sees changes of any kind, not of the mean alone. Tests at every value once the window is
 * full, so it alarms often without a cause unless {@code alpha} is tiny; small changes are beyond so few values. For
 * all numbers. Never warns. Memory: {@code window} numbers and two samples. Time: that of sorting two samples.
 *
 * @param alpha p-value up to which it is DRIFT; between 0 and 1
 * @param window how many values are kept, at least twice {@code recent}, up to 100 000
 * @param recent how many of them are the latest, 5 to 4 000; it keeps these after a drift
 * @param seed of the draws; the same seed gives the same answers
 * @see <a href="https://doi.org/10.1016/j.neucom.2019.11.111">C. Raab, M. Heusinger, F.-M. Schleif (2020), Reactive
 *     soft prototype computing for concept drift streams</a>
 */
public record Kswin(double alpha, int window, int recent, long seed) implements DetectorDefinition {

    static final String TYPE = "kswin";

    /** Checks the parameters. */
    public Kswin {
        Parameters.requireProbability("alpha", alpha);
        Parameters.requireBetween("recent", recent, 5, 4_000);
        Parameters.requireBetween("window", window, 2 * recent, 100_000);
    }

    /** {@return alpha 0.0001, window 100, recent 30, seed 1} */
    public static Kswin defaults() {
        return new Kswin(0.0001, 100, 30, 1);
    }

    static Kswin read(Document document) {
        return new Kswin(
                document.get("alpha").number(),
                Math.toIntExact(document.get("window").whole()),
                Math.toIntExact(document.get("recent").whole()),
                document.get("seed").whole());
    }

    @Override
    public ValueRange range() {
        return ValueRange.REAL;
    }

    @Override
    public DriftDetector start() {
        return new DriftDetector(this, new TwoSamples(this));
    }

    @Override
    public Document toDocument() {
        return Document.object()
                .with("type", TYPE)
                .with("alpha", alpha)
                .with("window", window)
                .with("recent", recent)
                .with("seed", seed);
    }

    /** The window, and the draws from it. */
    private static final class TwoSamples implements ChangeTest {

        private final Kswin definition;
        private final int critical;
        private final LatestValues window;
        private final double[] older;
        private final double[] latest;
        private long randomState;

        TwoSamples(Kswin definition) {
            this.definition = definition;
            critical = critical(definition.recent, definition.alpha);
            window = new LatestValues(definition.window);
            older = new double[definition.recent];
            latest = new double[definition.recent];
            randomState = definition.seed;
        }

        /** {@return the least n times D whose p-value is up to alpha, for two samples of n; n + 1 if there is none} */
        private static int critical(int n, double alpha) {
            double[] first = new double[n];
            double[] second = new double[n];
            Arrays.setAll(first, i -> i);
            for (int least = 1; least <= n; least++) {
                int shift = least;
                // Between the values of the first sample, and above those of it that are not to be matched.
                Arrays.setAll(second, i -> i + shift - 0.5);
                if (KolmogorovSmirnovTest.withDefaults().test(first, second).getPValue() <= alpha) {
                    return least;
                }
            }
            return n + 1;
        }

        @Override
        public DetectorState next(double value) {
            window.add(value);
            if (!window.isFull()) {
                return DetectorState.STABLE;
            }
            int before = definition.window - definition.recent;
            for (int i = 0; i < definition.recent; i++) {
                latest[i] = window.get(before + i);
            }
            draw(before);
            Arrays.sort(latest);
            Arrays.sort(older);
            return largestDifference() >= critical ? DetectorState.DRIFT : DetectorState.STABLE;
        }

        /** Draws without putting back: D. E. Knuth, The Art of Computer Programming, algorithm 3.4.2S. */
        private void draw(int before) {
            int drawn = 0;
            for (int i = 0; drawn < older.length; i++) {
                if ((before - i) * nextDouble() < older.length - drawn) {
                    older[drawn] = window.get(i);
                    drawn++;
                }
            }
        }

        /** SplitMix64: G. L. Steele, D. Lea, C. H. Flood (2014), Fast splittable pseudorandom number generators. */
        private double nextDouble() {
            randomState += 0x9E3779B97F4A7C15L;
            long bits = (randomState ^ (randomState >>> 30)) * 0xBF58476D1CE4E5B9L;
            bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
            return ((bits ^ (bits >>> 31)) >>> 11) * 0x1p-53;
        }

        /** {@return n times D} */
        private int largestDifference() {
            int n = older.length;
            int i = 0;
            int j = 0;
            int largest = 0;
            while (i < n && j < n) {
                double value = Math.min(older[i], latest[j]);
                while (i < n && older[i] == value) {
                    i++;
                }
                while (j < n && latest[j] == value) {
                    j++;
                }
                largest = Math.max(largest, Math.abs(i - j));
            }
            return largest;
        }

        @Override
        public void restart() {
            window.clear();
            randomState = definition.seed;
        }

        @Override
        public void restartAfterDrift() {
            window.keep(definition.recent);
        }

        @Override
        public Document save() {
            return Document.object().with("window", window.save()).with("randomState", randomState);
        }

        @Override
        public void load(Document saved) {
            window.load(saved.get("window"));
            randomState = saved.get("randomState").whole();
        }
    }
}
