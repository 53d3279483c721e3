// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.serving;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.VectorReader;
import org.mlops4j.registry.ModelVersion;

/**
 * A model in service. Thread-safe. The deployment follows its aliases: when one moves, the new version is loaded,
 * verified and warmed up beside the old one, then takes over between two predictions; a version that cannot be loaded
 * never serves, and the old one stays.
 *
 * <p>Every method but {@link #name}, {@link #routing}, {@link #request}, {@link #features}, {@link #status} and
 * {@link #close} throws an {@link IllegalStateException} once the deployment is closed. It is no
 * {@link org.mlops4j.error.MlopsException}: those tell of what may go wrong in a program that is right, and a program
 * that calls what it closed is not.
 */
public interface Deployment extends AutoCloseable {

    /** {@return the name} */
    String name();

    /** {@return the version that answers what no other route takes} */
    ModelVersion champion();

    /**
     * {@return the versions on its routes now, each once: the champion, then those of arms, segments, fallback and
     * shadow}
     */
    List<ModelVersion> versions();

    /** {@return which version answers what} */
    Routing routing();

    /**
     * Changes which version answers what, here and, within a second, in every process that serves this deployment.
     * Versions are loaded, verified and warmed up before they take a request. Audited.
     *
     * @param change from what is stored to what shall be
     * @param reason why
     * @throws org.mlops4j.error.MlopsException as {@link Deployments#deploy}; then all stays as it is
     */
    void change(UnaryOperator<Routing> change, String reason);

    /**
     * Reads the features of a request as of now, predicts and logs.
     *
     * @param requestId under which a label will come; unique within the deployment
     * @param request with the fields of {@link #request()}; in another order, or with others beside them, it is copied
     *     and fitted by name, as values by name are
     * @throws InvalidException if the request does not fit; the message names the field
     * @throws org.mlops4j.error.RejectedException if the deployment is stopped
     */
    Prediction predict(String requestId, Row request);

    /**
     * {@return the fields of a request: what the feature service asks for, or the inputs of the signature}
     *
     * @throws IllegalStateException if there is neither; then {@link #score} is for vectors
     */
    Schema request();

    /**
     * {@return what requests are read by: the feature service, or the inputs of the signature} Monitors and skew
     * reports find the log of the predictions by it.
     *
     * @throws IllegalStateException if there is neither; then {@link #score} is for vectors
     */
    VectorReader features();

    /**
     * Predicts as {@link #predict(String, Row)}, from values by name in any order. What is not there is null. A field
     * that is missing is taken for what its {@link InputRule#whenMissing} says, or else refused by name; one that is
     * unknown is refused or left out as {@link Protection#unknown()} says.
     */
    Prediction predict(String requestId, Map<String, ? extends @Nullable Object> values);

    /**
     * Predicts as {@link #predict(String, Map)}, by a version of the caller's choice, on whatever route it is; nothing
     * answers in its place. Where the routing chooses among several versions, this is logged on the route
     * {@link Routing#DIRECT} and the shadow is not asked; where all requests go to the champion it is one of them.
     *
     * @param version one of {@link #versions()}
     * @throws org.mlops4j.error.NotFoundException if the version is on no route now
     */
    Prediction predictWith(ModelVersion version, String requestId, Map<String, ? extends @Nullable Object> values);

    /** Predicts as {@link #predict(String, Map)}, from the components of a record: see {@link Row#of(Record)}. */
    default Prediction predict(String requestId, Record values) {
        return predict(requestId, Row.of(values));
    }

    /**
     * Predicts the rows of a table one after another, each as {@link #predict(String, Row)} does.
     *
     * @param requestIds one for each row
     * @return the predictions in the order of the rows
     * @throws InvalidException if there is not an id for each row, or a row does not fit; those before it are predicted
     *     and logged by then
     */
    default List<Prediction> predict(List<String> requestIds, Table rows) {
        if (requestIds.size() != rows.rowCount()) {
            throw new InvalidException("each row of a table needs an id of its own: there are " + rows.rowCount()
                    + " rows and " + requestIds.size() + " ids");
        }
        return IntStream.range(0, rows.rowCount())
                .mapToObj(row -> predict(requestIds.get(row), rows.row(row)))
                .toList();
    }

    /**
     * Predicts from a feature vector: counted and routed, not logged. Allocates nothing. Segments are known by fields
     * of a request, which there is none of here: arms get their shares of the calls, one after another.
     *
     * @param features in the order of the signature
     * @param out filled from index 0
     * @throws org.mlops4j.error.RejectedException if the deployment is stopped
     */
    void score(double[] features, double[] out);

    /** Predicts as {@link #score(double[], double[])}; calls with the same key go to the same arm. */
    void score(String key, double[] features, double[] out);

    /**
     * Records what really happened, as known now.
     *
     * @param requestId the id that was predicted under
     * @param label the true value; 1 or 0 for a class
     */
    void label(String requestId, double label);

    /**
     * Looks at once whether an alias has moved or the routing has changed, rather than within a second.
     *
     * @return whether another version is champion now
     */
    boolean refresh();

    /**
     * Kill switch: from now on every prediction is refused, in every process that serves this deployment, until
     * {@link #resume}. Audited.
     *
     * @param reason why
     */
    void stop(String reason);

    /** Ends a {@link #stop}. Audited. */
    void resume(String reason);

    /** {@return how it stands} */
    DeploymentStatus status();

    /** Returns when all predictions and labels so far are in the event log. */
    void flush();

    /** Flushes, waits for predictions under way and frees the models; idempotent. */
    @Override
    void close();
}
