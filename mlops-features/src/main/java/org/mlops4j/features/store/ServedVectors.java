// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.time.Instant;
import org.mlops4j.data.Table;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.features.FeatureService;
import org.mlops4j.serving.PredictionStreams;
import org.mlops4j.spi.EventLog;

/**
 * The vectors of a service that a deployment served and logged.
 *
 * @param events where predictions are logged
 * @param deployment its name
 */
record ServedVectors(EventLog events, FeatureService service, String deployment) {

    /**
     * {@return the predictions}
     *
     * @param from the first time of one that counts
     * @param to behind the last
     * @throws NotFoundException if it logged none of this definition of the service
     */
    Table between(Instant from, Instant to) {
        String stream = PredictionStreams.predictions(deployment, service.digest());
        if (events.find(stream).isEmpty()) {
            throw new NotFoundException("deployment '" + deployment
                    + "' has logged no prediction with this definition of feature service '" + service.name()
                    + "': there is no stream '" + stream + "'. Deploy it with logPredictions");
        }
        return events.scan(stream, from, to);
    }
}
