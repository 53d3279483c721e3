// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.data.Row;
import org.mlops4j.data.Times;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.VectorReader;
import org.mlops4j.features.expression.JavaFunctions;

/** Opens the readers of services, and keeps one of each service that is asked for single vectors. Thread-safe. */
final class Readers {

    private final Mlops mlops;
    private final JavaFunctions functions;
    private final Function<String, EventStream> streams;
    private final ConcurrentMap<FeatureService, VectorReader> kept = new ConcurrentHashMap<>();

    /**
     * Begins.
     *
     * @param functions written in Java that request features may call
     * @param streams finds the stream of a view, throws NotFoundException if the view was not applied
     */
    Readers(Mlops mlops, JavaFunctions functions, Function<String, EventStream> streams) {
        this.mlops = mlops;
        this.functions = functions;
        this.streams = streams;
    }

    VectorReader open(FeatureService service) {
        List<ViewVectors> views = new ArrayList<>();
        for (FeatureView view : service.views()) {
            EventStream stream = streams.apply(view.name());
            views.add(stream.follow(view, mlops.clock().instant(), mlops.progress())
                    .vectors());
        }
        return MeasuredReader.of(
                new OnlineReader(service, views, functions), mlops.telemetry().featureReads(service.name()));
    }

    /** {@return the vector of an entity at the present time} */
    double[] vector(FeatureService service, Object entity, Map<String, ? extends @Nullable Object> request) {
        VectorReader reader = kept.computeIfAbsent(service, this::open);
        Map<String, @Nullable Object> values = new HashMap<>(request);
        values.put(key(service), entity);
        double[] vector = new double[reader.names().size()];
        reader.read(Row.of(reader.request(), values), Times.nanos(mlops.clock().instant()), vector);
        return vector;
    }

    private static String key(FeatureService service) {
        List<String> keys = service.views().stream()
                .flatMap(view -> view.entity().keys().stream())
                .distinct()
                .toList();
        if (keys.size() != 1) {
            throw new InvalidException("feature service '" + service.name() + "' is about entities with "
                    + (keys.isEmpty() ? "no key" : "the keys " + String.join(", ", keys))
                    + ", not with one; read its vectors through FeatureStore.reader");
        }
        return keys.get(0);
    }
}
