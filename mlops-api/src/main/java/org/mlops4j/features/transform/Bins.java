// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/**
 * The number of the bin in which a number lies, from 0. A bin holds its lower boundary and not its upper one; the first
 * and the last bin have no end. A constant column has one bin.
 *
 * @param input the column
 * @param output the name of the result
 * @param cut where the boundaries are
 */
public record Bins(String input, String output, Cut cut) implements Transform {

    private static final int MOST = 10_000;

    /** Checks the names and the number of bins. */
    public Bins {
        TransformForm.requireNames(output, input);
        requireNonNull(cut, "cut");
        if (cut instanceof EqualWidth width) {
            TransformForm.requireRange(output, "a number of bins", width.count(), 2, MOST);
        } else if (cut instanceof EqualShare share) {
            TransformForm.requireRange(output, "a number of bins", share.count(), 2, MOST);
        }
    }

    @Override
    public List<String> inputs() {
        return List.of(input);
    }

    static Bins from(Document document) {
        return new Bins(TransformForm.input(document), TransformForm.output(document), cut(document.get("cut")));
    }

    @Override
    public Document.Fields toDocument() {
        return TransformForm.of("bins", input, output).with("cut", toDocument(cut));
    }

    private static Document toDocument(Cut cut) {
        if (cut instanceof EqualWidth width) {
            return Document.object().with("equal_width", width.count());
        } else if (cut instanceof EqualShare share) {
            return Document.object().with("equal_share", share.count());
        }
        List<Document> numbers = new ArrayList<>();
        ((Boundaries) cut).boundaries().forEach(boundary -> numbers.add(Document.of((double) boundary)));
        return Document.object().with("boundaries", Document.list(numbers));
    }

    private static Cut cut(Document document) {
        if (document.find("equal_width").isPresent()) {
            return new EqualWidth(TransformForm.count(document, "equal_width"));
        } else if (document.find("equal_share").isPresent()) {
            return new EqualShare(TransformForm.count(document, "equal_share"));
        }
        return new Boundaries(
                document.get("boundaries").list().stream().map(Document::number).toList());
    }

    /** Where the boundaries are. */
    public sealed interface Cut {}

    /**
     * Bins of one width between the least and the greatest training row.
     *
     * @param count how many, 2 to 10,000
     */
    public record EqualWidth(int count) implements Cut {}

    /**
     * Bins between quantiles of the training rows, which are interpolated linearly. Bins without width fall away.
     *
     * @param count how many, 2 to 10,000
     */
    public record EqualShare(int count) implements Cut {}

    /**
     * Boundaries that are given; nothing is learnt.
     *
     * @param boundaries finite, increasing, at least one
     */
    public record Boundaries(List<Double> boundaries) implements Cut {
        /** Checks the boundaries. */
        public Boundaries {
            boundaries = List.copyOf(boundaries);
            double before = Double.NEGATIVE_INFINITY;
            for (double boundary : boundaries) {
                if (!(boundary > before) || boundary == Double.POSITIVE_INFINITY) {
                    throw new InvalidException("the boundaries of bins must be finite and increase, are " + boundaries);
                }
                before = boundary;
            }
            if (boundaries.isEmpty()) {
                throw new InvalidException("bins need at least one boundary");
            }
        }
    }
}
