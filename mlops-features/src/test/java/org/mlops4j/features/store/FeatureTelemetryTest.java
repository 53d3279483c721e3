// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.features.store.Departures.SERVICE;
import static org.mlops4j.features.store.Departures.START;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.FeatureStatus;
import org.mlops4j.features.VectorReader;
import org.mlops4j.spi.Telemetry;

class FeatureTelemetryTest {

    @TempDir
    private Path directory;

    @Test
    void pushesAndReadsAreToldWithTheirRowsAndOutcomes() {
        Recorder telemetry = new Recorder(new ArrayList<>());
        try (Mlops mlops = Mlops.builder()
                        .directory(directory)
                        .telemetry(telemetry)
                        .open();
                FeatureStore features = FeatureStore.on(mlops)) {
            features.apply(SERVICE);
            Table flights = Departures.flights(10, 31);
            features.push("departures", flights);
            features.push("departures", flights.row(0));
            assertThatThrownBy(() -> features.push("departures", Row.of(Schema.of())))
                    .isInstanceOf(InvalidException.class);
            VectorReader reader = features.reader(SERVICE);
            int size = reader.names().size();
            Row request = Departures.requests(1).row(0);
            reader.read(request, Times.nanos(START), new double[size]);
            reader.read(request, Times.nanos(START), new double[size], new FeatureStatus[size]);
            assertThatThrownBy(() -> reader.read(request, Times.nanos(START), new double[0]))
                    .isInstanceOf(InvalidException.class);
        }
        assertThat(telemetry.told())
                .containsExactly(
                        "push departures SUCCEEDED 10",
                        "push departures SUCCEEDED 1",
                        "push departures REFUSED 1",
                        "read " + SERVICE.name() + " SUCCEEDED 1",
                        "read " + SERVICE.name() + " SUCCEEDED 1",
                        "read " + SERVICE.name() + " REFUSED 1");
    }

    private record Recorder(List<String> told) implements Telemetry {

        @Override
        public Timing featureReads(String service) {
            return (outcome, rows, nanos) -> told.add("read " + service + " " + outcome + " " + rows);
        }

        @Override
        public Timing featurePushes(String view) {
            return (outcome, rows, nanos) -> told.add("push " + view + " " + outcome + " " + rows);
        }
    }
}
