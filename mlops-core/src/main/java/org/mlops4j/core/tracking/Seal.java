// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.Optional;
import org.mlops4j.core.documents.PointPages;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.Times;
import org.mlops4j.error.ConflictException;
import org.mlops4j.error.CorruptException;
import org.mlops4j.spi.SeriesStore;
import org.mlops4j.spi.StoredDocument;

/** The digest that a run gets at its end: over its document, which holds the digest of the points of its metrics. */
final class Seal {

    private static final String POINTS = "points";
    private static final String SEAL = "seal";

    private Seal() {}

    /** {@return the document of a run that has ended, sealed} */
    static Document.Fields seal(Document.Fields body, Digest points) {
        Document.Fields complete = body.with(POINTS, points);
        return complete.with(SEAL, complete.digest());
    }

    /** {@return the seal of a run, if it has one; runs that ended before there were seals have none} */
    static Optional<Digest> find(Document body) {
        return body.find(SEAL).map(seal -> new Digest(seal.text()));
    }

    /** {@return the seal of a run that has ended, computed anew and equal to the recorded one} */
    static Digest verify(StoredDocument run, SeriesStore series) {
        Document.Fields body = Document.object(run.body().fields());
        Digest recorded = find(body)
                .orElseThrow(() -> new ConflictException(
                        "run '" + run.id() + "' has no seal: it has not ended, or ended before runs were sealed"));
        Digest points =
                points(series, RunSeries.of(body), body.get("metrics").fields().keySet());
        if (!points.hex().equals(body.get(POINTS).text())) {
            throw new CorruptException("the metrics of run '" + run.id()
                    + "' were altered after its end: their points have the digest " + points
                    + ", the run was sealed with " + body.get(POINTS).text());
        }
        if (!body.without(SEAL).digest().equals(recorded)) {
            throw new CorruptException(
                    "the record of run '" + run.id() + "' was altered after its end: it does not have the digest "
                            + recorded + " with which it was sealed");
        }
        return recorded;
    }

    /** {@return the SHA-256 over keys and, in order, steps, times and the bits of the values} Reads each point once. */
    static Digest points(SeriesStore series, RunSeries names, Collection<String> sortedKeys) {
        MessageDigest sha256 = Digest.sha256();
        for (String key : sortedKeys) {
            byte[] utf8 = key.getBytes(UTF_8);
            sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
            sha256.update(utf8);
            sha256.update(ofSeries(series, names.name(key)));
        }
        return Digest.from(sha256);
    }

    private static byte[] ofSeries(SeriesStore series, String name) {
        MessageDigest sha256 = Digest.sha256();
        ByteBuffer bytes = ByteBuffer.allocate(3 * Long.BYTES);
        PointPages.forEach(series, name, point -> {
            bytes.clear()
                    .putLong(point.step())
                    .putLong(Times.nanos(point.time()))
                    .putLong(Double.doubleToRawLongBits(point.value()));
            sha256.update(bytes.array());
        });
        return sha256.digest();
    }
}
