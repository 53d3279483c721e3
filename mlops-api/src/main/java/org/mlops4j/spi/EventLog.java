// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Name;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.storage.Verification;

/**
 * Append-only typed rows by stream: predictions, labels, feature events. Each row has a position, gapless from 1 in the
 * order of arrival, and an event time, which is one of its columns.
 *
 * <p><b>Isolation.</b> Readers see whole batches only, and every call sees one state.
 *
 * <p><b>Durability.</b> A batch is atomic. When {@link #append} returns it survives the death of the process; when
 * {@link #sync} returns everything appended before survives the loss of power.
 *
 * <p><b>Limits.</b> A scan holds its result in memory; a caller with much to read reads in pages.
 *
 * <p><b>Threads.</b> All methods may be called from any thread, and several processes may share one log.
 */
public interface EventLog extends AutoCloseable {

    /**
     * Makes a stream, or checks the one that is there.
     *
     * @param stream by the rule of {@link Name#require}
     * @param schema the columns
     * @param timeField the TIMESTAMP column that holds the event time, not nullable
     * @throws InvalidException if the name breaks the rule, or the time field is no TIMESTAMP that is never null
     * @throws IncompatibleException if the stream is there with another schema or time field
     */
    void create(String stream, Schema schema, String timeField);

    /** {@return the stream of that name, if there is one} */
    Optional<Stream> find(String stream);

    /** {@return all streams in ascending order of their names} */
    List<Stream> streams();

    /**
     * Appends rows.
     *
     * @return the position of the last one
     * @throws org.mlops4j.error.NotFoundException if there is no such stream
     * @throws IncompatibleException if the rows have another schema
     */
    long append(String stream, Table rows);

    /**
     * Appends rows unless others have been appended since the caller looked: so what is appended can depend on what is
     * there already.
     *
     * @param position of the last row that the caller knows, 0 if it knows none
     * @return whether they were appended; they then have the positions behind that one
     * @throws org.mlops4j.error.NotFoundException if there is no such stream
     * @throws IncompatibleException if the rows have another schema
     */
    boolean appendAfter(String stream, long position, Table rows);

    /**
     * {@return the rows whose event time lies in [from, to), by (event time, position)}
     *
     * @throws org.mlops4j.error.NotFoundException if there is no such stream
     */
    Table scan(String stream, Instant from, Instant to);

    /**
     * {@return rows in the order of arrival}
     *
     * @param after the position behind which to begin, 0 for all
     * @param limit how many at most, at least 1
     * @throws org.mlops4j.error.NotFoundException if there is no such stream
     */
    Table read(String stream, long after, int limit);

    /** {@return the position of the last row of a stream, 0 if it has none or does not exist} */
    long position(String stream);

    /** Returns when everything appended before survives the loss of power. */
    void sync();

    /** {@return what reading every row found} */
    Verification verify();

    /**
     * Closes the log after a {@link #sync}; idempotent. Later calls throw {@link IllegalStateException}. If the sync
     * fails, the log is closed all the same and the failure goes to the caller.
     */
    @Override
    void close();

    /**
     * A stream.
     *
     * @param name its name
     * @param schema its columns
     * @param timeField the column of the event time
     */
    record Stream(String name, Schema schema, String timeField) {

        /**
         * {@return this definition, if a stream may have it}
         *
         * @throws InvalidException if the name breaks the rule of {@link Name#require}, or the time field is no
         *     TIMESTAMP that is never null
         */
        public Stream requireValid() {
            Name.require("stream", name);
            Optional<Field> time = schema.find(timeField);
            if (time.isEmpty()
                    || time.get().type() != DataType.TIMESTAMP
                    || time.get().nullable()) {
                throw new InvalidException("the time field '" + timeField + "' of stream '" + name
                        + "' must be a timestamp of " + schema + " that is never null");
            }
            return this;
        }

        /**
         * Checks that this stream, which is there, is the one that is asked for.
         *
         * @throws IncompatibleException if it has another schema or time field
         */
        public void requireSame(Stream wanted) {
            if (!equals(wanted)) {
                throw new IncompatibleException("stream '" + name + "' is there with columns " + schema
                        + " and time field '" + timeField + "', asked for were " + wanted.schema + " and '"
                        + wanted.timeField + "'. Use another name for the new columns.");
            }
        }
    }
}
