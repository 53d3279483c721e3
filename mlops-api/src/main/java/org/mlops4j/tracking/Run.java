// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.tracking;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.mlops4j.data.DatasetRef;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Table;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;

/**
 * A run that is going on. Thread-safe.
 *
 * <pre>{@code
 * mlops.tracking().during("late-flights", run -> {
 *     run.param("depth", 6);
 *     run.metric("auc", 0.741);
 *     return run.id();
 * });
 * }</pre>
 *
 * <p>{@link Tracking#during} finishes the run when the work returns and fails it with the exception when the work
 * throws. {@code try (Run run = tracking.start(…))} finishes it in either case: {@link #close} cannot know that an
 * exception flies. Call {@link #fail} in the {@code catch} there.
 *
 * <p>A process that dies leaves the run RUNNING until its lease has run out and a process that has the store open
 * looks, which each does when it opens the store and every 15 seconds; then the run is LOST. An ended run never
 * changes. An owner that was taken for dead and wakes gets a {@link org.mlops4j.error.ConflictException} from whatever
 * it calls, at the latest from {@link #flush} and {@link #close}; metrics that it had not made durable are not part of
 * the run.
 *
 * <p>Parameters, datasets, tags and artifacts are durable when the call returns. Metrics are buffered and are durable
 * at {@link #flush} and at the end of the run, at the latest a second after the call.
 */
public interface Run extends AutoCloseable {

    /** {@return the id, unique in the store} */
    String id();

    /** {@return the experiment} */
    String experiment();

    /**
     * Sets a parameter, once.
     *
     * @param key by the rule of {@link org.mlops4j.data.Limits#requireKey}
     * @param value a String, Integer, Long, Float, Double, Boolean or Document, or a List or a Map with texts as keys
     *     of such values; as text at most as long as {@link org.mlops4j.data.Limits#params} says
     * @throws org.mlops4j.error.AlreadyExistsException if the parameter has another value already
     */
    void param(String key, Object value);

    /** Sets several parameters, all or none, see {@link #param}. */
    void params(Map<String, ?> values);

    /** Sets or replaces a tag, at most as long as {@link org.mlops4j.data.Limits#tags} says. */
    void tag(String key, String value);

    /** Sets or replaces the note of the run: what people should know of it, as Markdown, as long as a tag at most. */
    void note(String markdown);

    /** Adds a point to a metric at step 0. Any double is kept bit for bit; NaN is never best. */
    void metric(String key, double value);

    /**
     * Adds a point to a metric.
     *
     * @param step the position on the caller's axis, such as the boosting round
     */
    void metric(String key, double value, long step);

    /**
     * Adds a point to a metric that was measured at a time of its own, such as one that another process reports. A
     * point that is there already, equal in step, time and value, is not added twice.
     *
     * @param step the position on the caller's axis, such as the boosting round
     * @param time when it was measured, in any order
     * @throws org.mlops4j.error.InvalidException if the time is out of the range of {@link org.mlops4j.data.Times}
     */
    void metric(String key, double value, long step, Instant time);

    /**
     * Logs parameters, tags and metrics as one: after a crash at any instant all of them are there or none. Durable
     * when the call returns.
     *
     * @throws org.mlops4j.error.AlreadyExistsException if one of the parameters has another value already
     * @throws org.mlops4j.error.StorageException if it could not be stored; if the parameters and tags are there then,
     *     the points follow with the next flush
     */
    void log(RunBatch batch);

    /**
     * Records the data that the run used, by the digest of every value.
     *
     * @param name what the data are for, such as {@code train}
     */
    default void dataset(String name, Table table) {
        dataset(name, table, "");
    }

    /** Records the data that the run used, with the place they come from in words. */
    default void dataset(String name, Table table, String origin) {
        dataset(DatasetRef.of(name, table, origin));
    }

    /** Records the data that the run used, such as a training set or {@link org.mlops4j.data.Snapshot#dataset}. */
    void dataset(DatasetRef data);

    /**
     * Stores every file of a directory with the run, in one change.
     *
     * @param folder under which path, by the rule of {@link org.mlops4j.data.RelativePath}; the empty text for none
     * @param directory may hold further directories, but no symbolic links
     * @throws org.mlops4j.error.InvalidException if a name breaks the rule, there are more than 10 000 files, or a link
     */
    void artifacts(String folder, Path directory);

    /**
     * Stores a file with the run, in place of an earlier one of that name.
     *
     * @param name by the rule of {@link org.mlops4j.data.RelativePath}, such as {@code plots/roc.png}
     * @return the digest of its bytes
     */
    Digest artifact(String name, Path file);

    /**
     * Stores bytes with the run.
     *
     * @return their digest
     */
    Digest artifact(String name, byte[] bytes);

    /**
     * Stores the bytes of a stream with the run. The run can be logged to meanwhile; if it ends meanwhile, the artifact
     * is refused.
     *
     * @param bytes read to its end, not closed
     * @return their digest
     */
    Digest artifact(String name, InputStream bytes);

    /**
     * Registers a model that this run made.
     *
     * @param model the name of the model
     */
    ModelVersion register(String model, ModelPackage contents);

    /**
     * Shows how far the run is: in a terminal as one line that changes, otherwise in the log now and then. Nothing is
     * stored. Cheap enough for an inner loop.
     *
     * @param done how many steps are done
     * @param total how many there are, the same at each call; 0 if nobody knows
     */
    void progress(long done, long total);

    /**
     * Makes everything logged so far durable.
     *
     * @throws org.mlops4j.error.ConflictException if the run was declared lost by another process
     */
    void flush();

    /**
     * Starts a run that is a part of this one, such as a fold of a cross-validation, in the same experiment. It ends by
     * itself: ending this run does not end it.
     *
     * @param name what people call it
     */
    Run nested(String name);

    /** Ends the run as FAILED with the cause's class and message; a later {@link #close} does nothing. */
    void fail(Throwable cause);

    /**
     * Ends the run as KILLED: somebody stopped it before it was done; a later {@link #close} does nothing.
     *
     * @param reason who or what stopped it and why
     */
    void kill(String reason);

    /**
     * Ends the run as FINISHED if it has not ended; idempotent. Java does not tell why it leaves a {@code try}: a run
     * whose work threw an exception is FINISHED too unless {@link #fail} was called before. {@link Tracking#during}
     * does that.
     *
     * @throws org.mlops4j.error.ConflictException if the run was declared lost by another process; later calls do
     *     nothing
     */
    @Override
    void close();
}
