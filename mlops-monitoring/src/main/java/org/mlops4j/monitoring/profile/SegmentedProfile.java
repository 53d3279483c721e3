// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mlops4j.data.Document;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;

/**
 * The profiles of rows by segment, all in the bins of one reference. Immutable. Adds up in any order to the bits of the
 * whole.
 *
 * <pre>{@code
 * Segments origins = Segments.of(training, "origin", 50);
 * SegmentedProfile usual = origins.count(reference, training);
 * SegmentedProfile now = origins.count(reference, window);
 * Drift.between(new ReferenceProfile(usual.find("ORD").orElseThrow()), now.find("ORD").orElseThrow(), policy);
 * }</pre>
 *
 * @param segments how rows are told apart
 * @param profiles one for each value in its order, then that of all other values, then that of null
 */
public record SegmentedProfile(Segments segments, List<Profile> profiles) {

    private static final long VERSION = 1;

    /** Checks that there is a profile for each segment. */
    public SegmentedProfile {
        requireNonNull(segments, "segments");
        profiles = List.copyOf(profiles);
        if (profiles.size() != segments.values().size() + 2) {
            throw new InvalidException("there must be a profile for each of "
                    + segments.values().size() + " values, for the others and for null, got " + profiles.size());
        }
    }

    /**
     * {@return the profiles whose {@link #toDocument()} this is}
     *
     * @throws IncompatibleException if a later version of the library wrote it
     */
    public static SegmentedProfile from(Document document) {
        Profile.requireVersion(document, VERSION);
        return new SegmentedProfile(
                new Segments(
                        document.get("column").text(), document.get("values").texts()),
                document.get("profiles").list().stream().map(Profile::from).toList());
    }

    /** {@return the profile of the rows that hold a value, if it has a segment} */
    public Optional<Profile> find(String value) {
        int index = segments.values().indexOf(value);
        return index < 0 ? Optional.empty() : Optional.of(profiles.get(index));
    }

    /** {@return the profile of the rows that hold a value without a segment} */
    public Profile others() {
        return profiles.get(profiles.size() - 2);
    }

    /** {@return the profile of the rows that hold nothing in the column} */
    public Profile missing() {
        return profiles.get(profiles.size() - 1);
    }

    /** {@return the profile of all rows} */
    public Profile all() {
        return profiles.stream().reduce(Profile::plus).orElseThrow();
    }

    /**
     * {@return the profiles of the rows of both}
     *
     * @throws IncompatibleException if the segments, or the bins, differ
     */
    public SegmentedProfile plus(SegmentedProfile other) {
        if (!segments.equals(other.segments)) {
            throw new IncompatibleException("profiles by different segments of '" + segments.column() + "' and '"
                    + other.segments.column() + "' cannot be added; count both by the same ones");
        }
        List<Profile> sums = new ArrayList<>();
        for (int i = 0; i < profiles.size(); i++) {
            sums.add(profiles.get(i).plus(other.profiles.get(i)));
        }
        return new SegmentedProfile(segments, sums);
    }

    /** {@return the form in which profiles are stored} */
    public Document toDocument() {
        return Document.object()
                .with("version", VERSION)
                .with("column", segments.column())
                .with("values", Document.texts(segments.values()))
                .with(
                        "profiles",
                        Document.list(profiles.stream().map(Profile::toDocument).toList()));
    }
}
