// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.kafka;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Table;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.store.StreamedView;
import org.mlops4j.spi.OnlineStore;

/**
 * Feeds a feature view from a topic in Kafka Streams, and writes the states of its entities to an on-line store, from
 * which {@link StreamedView#reader} serves vectors with the bits of training rows.
 *
 * <pre>{@code
 * StreamsBuilder builder = new StreamsBuilder();
 * builder.stream("payments", Consumed.with(Serdes.String(), TableSerde.of(payments.source())))
 *         .process(FeatureProcessor.of(payments, online));
 * }</pre>
 *
 * <p><b>Topic.</b> All events of an entity must be in one partition, so producers partition by the entity; a record
 * holds one event or several. The number of partitions must not change, and the processor must read the topic itself: a
 * repartition topic in between may hold an event twice unless {@code processing.guarantee} is {@code exactly_once_v2}.
 *
 * <p><b>Exactly once.</b> Every state knows the offset up to which it holds the events, and the on-line store keeps the
 * state of the greater one. So what is processed again after a crash, under the default guarantee, changes nothing: no
 * event is lost, and none counts twice.
 *
 * <p><b>Failures.</b> If the on-line store fails, its exception ends the stream thread before anything is committed; a
 * handler that replaces the thread goes on from there. An event without a key, or with other columns, throws
 * {@link org.mlops4j.error.InvalidException}, which {@code processing.exception.handler} may let pass.
 *
 * <p><b>Cost.</b> Each record is one call of the on-line store, so records of many events cost less.
 *
 * <p><b>Threads.</b> Thread-safe; the on-line store is used by all stream threads, and stays the caller's to close.
 */
public final class FeatureProcessor implements ProcessorSupplier<Object, Table, Void, Void> {

    private final StreamedView view;
    private final OnlineStore online;
    private final KeyValueBytesStoreSupplier states;

    private FeatureProcessor(StreamedView view, OnlineStore online, KeyValueBytesStoreSupplier states) {
        this.view = view;
        this.online = online;
        this.states = states;
    }

    /** {@return the processor of a view, which keeps states on disk and in a changelog topic} */
    public static FeatureProcessor of(FeatureView view, OnlineStore online) {
        return of(view, online, Stores.persistentKeyValueStore("features." + view.name()));
    }

    /**
     * {@return the processor of a view}
     *
     * @param states keeps the states; another definition of the view needs one of another name
     */
    public static FeatureProcessor of(FeatureView view, OnlineStore online, KeyValueBytesStoreSupplier states) {
        return new FeatureProcessor(
                StreamedView.of(view), requireNonNull(online, "online"), requireNonNull(states, "states"));
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return Set.of(Stores.keyValueStoreBuilder(states, Serdes.String(), Serdes.ByteArray())
                .withCachingDisabled());
    }

    @Override
    public Processor<Object, Table, Void, Void> get() {
        return new Task();
    }

    /** The processor of one partition. */
    private final class Task implements Processor<Object, Table, Void, Void> {

        private @Nullable ProcessorContext<Void, Void> context;
        private @Nullable String topic;

        @Override
        public void init(ProcessorContext<Void, Void> ofTask) {
            context = ofTask;
        }

        @Override
        public void process(Record<Object, Table> record) {
            if (record.value() == null) {
                return;
            }
            ProcessorContext<Void, Void> task = requireNonNull(context);
            KeyValueStore<String, byte[]> known = task.getStateStore(states.name());
            long position = position(task);
            long now = record.timestamp() * 1_000_000;
            Map<String, byte[]> changed = new TreeMap<>();
            view.byEntity(record.value()).forEach((key, events) -> {
                byte[] before = known.get(key);
                byte[] after = view.push(before, events, position, now);
                if (after != before) {
                    changed.put(key, after);
                }
            });
            // First the on-line store: a state that is known here is there, so that it may be left out next time.
            online.put(
                    view.name(),
                    changed.entrySet().stream()
                            .map(entry -> view.entry(entry.getKey(), entry.getValue()))
                            .toList());
            changed.forEach(known::put);
        }

        private long position(ProcessorContext<Void, Void> task) {
            RecordMetadata place =
                    task.recordMetadata().orElseThrow(() -> new IllegalStateException("events must come from a topic"));
            if (topic != null && !topic.equals(place.topic())) {
                throw new IllegalStateException("events of view " + view.name() + " come from topics " + topic + " and "
                        + place.topic() + ", whose offsets cannot be compared. Write all of them to one topic.");
            }
            topic = place.topic();
            return place.offset() + 1;
        }
    }
}
