// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import java.util.List;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;

/**
 * Reads the feature vector of one feature service: the same bits that a training row of the same instant holds.
 * Thread-safe.
 *
 * <p>A read allocates nothing once the state of its entity has room for the events that come into force. Reads of
 * different entities never wait for each other; a read waits for the reads and pushes of its own entity that are under
 * way.
 */
public interface VectorReader {

    /**
     * {@return a reader for models that need no feature store: the fields of a request are the features}
     *
     * @param inputs FLOAT64, FLOAT32, INT64 or BOOLEAN fields, such as the inputs of a signature; null becomes NaN
     * @throws InvalidException if a field is no number
     */
    static VectorReader of(Schema inputs) {
        return new RequestFields(inputs, inputs.toDocument().digest());
    }

    /** {@return whether {@link #of} can read these fields} */
    static boolean canRead(Schema inputs) {
        return inputs.fields().stream().allMatch(RequestFields::isNumber);
    }

    /** {@return the features in the order of the vector} */
    List<String> names();

    /** {@return what a request has to hold: entity keys and request features} */
    Schema request();

    /** {@return the digest of the definition of the service and of all views it uses} */
    Digest definition();

    /**
     * Fills a vector. A feature without a value is NaN.
     *
     * @param request a row of {@link #request()}
     * @param time the instant of the prediction in nanoseconds since the epoch; nothing that became known later counts
     * @param vector filled from index 0, at least as long as {@link #names()}
     * @throws InvalidException if the row is not of that schema
     */
    void read(Row request, long time, double[] vector);

    /**
     * Fills a vector and tells of each feature whether it has a value. Without knowledge of its own a reader takes NaN
     * for missing.
     *
     * @param statuses filled from index 0, at least as long as {@link #names()}
     * @throws InvalidException as {@link #read(Row, long, double[])} does
     */
    default void read(Row request, long time, double[] vector, FeatureStatus[] statuses) {
        read(request, time, vector);
        for (int i = 0; i < names().size(); i++) {
            statuses[i] = Double.isNaN(vector[i]) ? FeatureStatus.MISSING : FeatureStatus.PRESENT;
        }
    }
}
