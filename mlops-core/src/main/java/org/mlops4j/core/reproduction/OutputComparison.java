// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.reproduction;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;

/**
 * How two outputs differ.
 *
 * @param identical whether their digests are equal
 * @param ulps the greatest distance of two real numbers at one place
 * @param furthest the place of these numbers, empty if no numbers differ
 * @param others the first places at which something else differs than real numbers, such as {@code rows.3}
 */
public record OutputComparison(boolean identical, long ulps, String furthest, List<String> others) {

    private static final int MOST_PLACES = 10;

    /** Copies the places. */
    public OutputComparison {
        others = List.copyOf(others);
    }

    /** {@return how two outputs differ} */
    public static OutputComparison of(Document before, Document after) {
        if (before.digest().equals(after.digest())) {
            return new OutputComparison(true, 0, "", List.of());
        }
        Walk walk = new Walk();
        walk.compare("", before, after);
        return new OutputComparison(false, walk.ulps, walk.furthest, walk.others);
    }

    private static final class Walk {

        private final List<String> others = new ArrayList<>();
        private long ulps;
        private String furthest = "";

        void compare(String place, @Nullable Document before, @Nullable Document after) {
            if (before instanceof Document.Fields one && after instanceof Document.Fields other) {
                Set<String> names = new TreeSet<>(one.fields().keySet());
                names.addAll(other.fields().keySet());
                names.forEach(name -> compare(
                        below(place, name),
                        one.fields().get(name),
                        other.fields().get(name)));
            } else if (before instanceof Document.Items one && after instanceof Document.Items other) {
                compareItems(place, one.list(), other.list());
            } else if (before instanceof Document.Real one && after instanceof Document.Real other) {
                compare(place, one.number(), other.number());
            } else if (before == null || !before.equals(after)) {
                differsAt(place);
            }
        }

        private void compareItems(String place, List<Document> before, List<Document> after) {
            if (before.size() != after.size()) {
                differsAt(place);
                return;
            }
            for (int i = 0; i < before.size(); i++) {
                compare(below(place, Integer.toString(i)), before.get(i), after.get(i));
            }
        }

        private void compare(String place, double before, double after) {
            long distance = Ulps.between(before, after);
            if (distance > ulps || (furthest.isEmpty() && before != after)) {
                ulps = distance;
                furthest = shown(place);
            }
        }

        private void differsAt(String place) {
            if (others.size() < MOST_PLACES) {
                others.add(shown(place));
            }
        }

        private static String below(String place, String name) {
            return place.isEmpty() ? name : place + "." + name;
        }

        private static String shown(String place) {
            return place.isEmpty() ? "the output" : place;
        }
    }
}
