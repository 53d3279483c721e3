// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Digest;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.VectorReader;
import org.mlops4j.features.expect.ExpectationReport;
import org.mlops4j.features.expression.JavaFunctions;
import org.mlops4j.features.join.Spill;
import org.mlops4j.features.source.Source;
import org.mlops4j.serving.PredictionStreams;

/**
 * Keeps feature definitions and events, gives training sets and serves vectors: one definition, one implementation, the
 * same bits. Thread-safe.
 *
 * <pre>{@code
 * try (FeatureStore features = FeatureStore.on(mlops)) {
 *     features.apply(service);
 *     features.push("departures", flights);
 *     TrainingSet training = features.trainingSet(service, labels, "departed");
 *     VectorReader reader = features.reader(service);
 * }
 * }</pre>
 *
 * <p><b>Events</b> go to the stream {@code features.<view>} of the event log and into memory. A pushed table is in the
 * log when push returns; single rows are collected and go there together, at the latest in {@link #flush} and
 * {@link #close}, and within a second while a reader is open. Until then they are seen by readers and lost if the
 * process dies. The log survives the death of the process, and the loss of power after {@link #flush}.
 *
 * <p>Where a view says what tells its events apart ({@link FeatureView#identity()}), an event that is pushed again
 * changes nothing: not after a push that failed or was killed, not by another process, in whatever batches. So whoever
 * does not know what became of a push repeats it.
 *
 * <p><b>State</b> is what reads need of the events, entity by entity: those of the longest window, and what lifetimes
 * add up to. States in use are in memory, at most as many entities as the store was opened for beside those that
 * changed; {@link #materialize}, a thread that does so every ten minutes, and {@link #close} write what changed to the
 * on-line store of the handle. The first {@link #reader} after a start reads the events since then, not all of them.
 * Where states were never written, it reads all events of the view, page by page and with progress, and writes states
 * on the way if they are more than shall be in memory: so a death on the way costs what came since. While a reader is
 * open a thread looks each second for events that other processes pushed; {@link #refresh} does so at once. Of an
 * entity with thousands of events only the parts are written again into which new events fall.
 *
 * <p><b>Reads</b> take a lock of their entity for the time of the read. One that goes forward in time costs what comes
 * into force since the last one; one that goes back, by a minute at most, costs a copy of the windows and what came
 * into force since, and for {@code first}, {@code last_k}, decayed, bounded distinct and the like all events of the
 * window.
 */
/*
 * Longer than others because it is the one object that users hold: a method here says what is promised, and hands over to
 * the part that keeps it, such as Intake for pushes, Readers for vectors, FeaturePlan for definitions.
 */
public final class FeatureStore implements AutoCloseable {

    /** How many entities of a view are kept in memory if nothing else is said. */
    public static final long ENTITIES_IN_MEMORY = 250_000;

    private final Mlops mlops;
    private final Definitions definitions;
    private final OnlineSettings settings;
    private final EventStreams streams;
    private final Intake intake;
    private final Readers readers;

    private FeatureStore(Mlops mlops, OnlineSettings settings) {
        this.mlops = mlops;
        this.settings = settings;
        this.definitions = new Definitions(mlops);
        this.streams = new EventStreams(mlops, definitions, settings);
        this.intake = new Intake(mlops, definitions, settings.functions(), streams::of);
        this.readers = new Readers(mlops, settings.functions(), streams::of);
    }

    /**
     * {@return the feature store of a store} Several views of one store should share it; close it before the store. It
     * keeps {@value #ENTITIES_IN_MEMORY} entities of each view in memory.
     */
    public static FeatureStore on(Mlops mlops) {
        return on(mlops, ENTITIES_IN_MEMORY);
    }

    /**
     * {@return the feature store of a store}
     *
     * @param entitiesInMemory how many entities of each view are kept in memory; reads of others look into the on-line
     *     store, which takes tens of microseconds
     */
    public static FeatureStore on(Mlops mlops, long entitiesInMemory) {
        return on(mlops, entitiesInMemory, JavaFunctions.none());
    }

    /**
     * {@return the feature store of a store} It keeps {@value #ENTITIES_IN_MEMORY} entities of each view in memory.
     *
     * @param functions written in Java that definitions may call
     */
    public static FeatureStore on(Mlops mlops, JavaFunctions functions) {
        return on(mlops, ENTITIES_IN_MEMORY, functions);
    }

    /**
     * {@return the feature store of a store}
     *
     * @param entitiesInMemory as for {@link #on(Mlops, long)}
     * @param functions written in Java that definitions may call
     */
    public static FeatureStore on(Mlops mlops, long entitiesInMemory, JavaFunctions functions) {
        if (entitiesInMemory < 1) {
            throw new InvalidException("at least 1 entity has to be kept in memory, not " + entitiesInMemory);
        }
        return new FeatureStore(
                mlops, new OnlineSettings(mlops.online(), entitiesInMemory, requireNonNull(functions, "functions")));
    }

    /**
     * {@return what putting a service in force would change} Costs a look at every version of every model, if there is
     * another definition of that name.
     *
     * @throws org.mlops4j.error.IncompatibleException if a view of that name has events of another source, or a
     *     definition calls a Java function that this store was not given
     */
    public FeaturePlan plan(FeatureService service) {
        return plan(List.of(service));
    }

    /**
     * {@return what putting several services in force at once would change} Services that share a view are planned
     * together where the view changes for all of them. Costs as {@link #plan(FeatureService)}.
     *
     * @throws InvalidException if there is none, or two of them or of their views have one name and different
     *     definitions
     * @throws org.mlops4j.error.IncompatibleException as for {@link #plan(FeatureService)}
     */
    public FeaturePlan plan(List<FeatureService> services) {
        return plan(List.copyOf(services), "features.apply");
    }

    /**
     * Puts a service in force, as {@link FeaturePlan#apply()} of its {@link #plan} does. Definitions that are there
     * already are left as they are.
     *
     * @throws RejectedException if there is another definition of the service and an alias points at a model version
     *     that was trained on it; the message names the versions
     * @throws org.mlops4j.error.IncompatibleException as for {@link #plan(FeatureService)}
     */
    public void apply(FeatureService service) {
        plan(service).apply();
    }

    /**
     * Puts several services in force, all or none, as {@link FeaturePlan#apply()} of their {@link #plan(List)} does.
     *
     * @throws RejectedException as for {@link #apply(FeatureService)}
     * @throws InvalidException as for {@link #plan(List)}
     * @throws org.mlops4j.error.IncompatibleException as for {@link #plan(FeatureService)}
     */
    public void apply(List<FeatureService> services) {
        plan(services).apply();
    }

    /**
     * {@return the plan of going back to a definition that was in force before}
     *
     * @param service the name
     * @param definition one of {@link #definitions}
     * @throws NotFoundException if it never was in force
     */
    public FeaturePlan rollback(String service, Digest definition) {
        return plan(List.of(definitions.service(service, definition)), "features.rollback");
    }

    /** {@return the digests of all definitions of a service that ever were in force, in ascending order} */
    public List<Digest> definitions(String service) {
        return definitions.applied(service);
    }

    /**
     * {@return the service of that name that is in force}
     *
     * @throws NotFoundException if there is none
     */
    public FeatureService service(String name) {
        return definitions.service(name);
    }

    /**
     * {@return the service as it was when a model was trained on it}
     *
     * @param definition what {@link org.mlops4j.registry.ModelManifest#features} of the model tells
     * @throws NotFoundException if it never was in force
     */
    public FeatureService service(String name, Digest definition) {
        return definitions.service(name, definition);
    }

    /**
     * {@return the view of that name that is in force}
     *
     * @throws NotFoundException if there is none
     */
    public FeatureView view(String name) {
        return definitions.view(name);
    }

    /** {@return the definitions in force, to be searched} */
    public FeatureCatalogue catalogue() {
        return FeatureCatalogue.of(mlops, definitions);
    }

    /**
     * Takes one event, if it is as the view expects. Expectations of batches are not asked; those of rows are, and one
     * that fails costs a write of its own.
     *
     * @param view the name of an applied view
     * @param event with the columns of the view's source, in any order
     * @return whether it was taken, now or before; otherwise it is in the {@link #quarantine}
     * @throws NotFoundException if there is no such view
     * @throws InvalidException if a column is missing, a key or time is null, a column has the wrong type, or the view
     *     refuses the event; the message names it, and nothing was taken
     * @throws org.mlops4j.error.StorageException if the log could not be written; the event is taken, and the next
     *     flush tries again
     */
    public boolean push(String view, Row event) {
        return intake.push(view, event);
    }

    /**
     * Takes events that are as the view expects; they are in the log when this returns. Those to be put aside go to the
     * {@link #quarantine} first: if the process dies in between, they are there again after the next attempt.
     *
     * @param view the name of an applied view
     * @param events with the columns of the view's source, in any order; further columns are not read
     * @return what was expected and what became of the events
     * @throws NotFoundException if there is no such view
     * @throws InvalidException if columns are missing or have the wrong type, a key or time is null and not put aside,
     *     or the view refuses the batch; the message names them, and nothing was taken
     */
    public ExpectationReport push(String view, Table events) {
        return intake.push(view, events);
    }

    /**
     * Takes the rows of a source page by page, in the memory of a page, and shows how far it is. Each page is a batch
     * of its own, for expectations of batches too; where a source is to be judged as a whole, push its
     * {@link Source#table(org.mlops4j.data.Schema)}.
     *
     * @param view the name of an applied view
     * @param source with the columns of the view's source
     * @return what was expected and what became of all rows
     * @throws NotFoundException if there is no such view or source
     * @throws InvalidException as for {@link #push(String, Table)}, or if the source holds something else than it
     *     should; the pages before are taken, and the message says after how many rows to go on
     * @throws org.mlops4j.error.StorageException if the source or the log failed; the message says the same
     */
    public ExpectationReport push(String view, Source source) {
        return intake.push(view, source);
    }

    /**
     * {@return what {@link #push(String, Table)} would do with these events; nothing is taken}
     *
     * @throws NotFoundException if there is no such view
     * @throws InvalidException if columns are missing or have the wrong type
     */
    public ExpectationReport check(String view, Table events) {
        return intake.check(view, events);
    }

    /**
     * {@return the events of a view that were ever put aside, in that order} They have the columns of the view's
     * source, all nullable, {@code quarantine.at} and {@code quarantine.reason}. Repaired ones can be pushed as they
     * are, because further columns are not read; they stay here as well, in the stream
     * {@code features.<view>.quarantine} of the event log.
     *
     * @throws NotFoundException if there is no such view
     */
    public Table quarantine(String view) {
        return intake.quarantine(view);
    }

    /** Returns when all events pushed before survive the loss of power. */
    public void flush() {
        streams.flush();
        mlops.events().sync();
    }

    /**
     * {@return the events of an applied view, in the order of arrival}
     *
     * @throws NotFoundException if there is no such view
     */
    public Table history(String view) {
        EventStream stream = streams.of(view);
        return stream.events().source().table(stream.view().source());
    }

    /**
     * {@return a reader of the vectors of a service, which sees every event from its push on}
     *
     * <p>A read may lie behind the newest read of the same entity by a minute at most: threads may overtake each other.
     * Older ones throw {@link InvalidException}, because the state has moved on; {@link #trainingSet} answers for the
     * past.
     *
     * @throws NotFoundException if a view has not been applied
     * @throws org.mlops4j.error.IncompatibleException if a definition calls a Java function that this store was not
     *     given
     */
    public VectorReader reader(FeatureService service) {
        VectorReader reader = readers.open(service);
        streams.keepUp();
        return reader;
    }

    /**
     * {@return the vector of an entity at the present time of the handle's clock, in a new array} For a look, or a few
     * requests a second: a {@link #reader}, which this opens at the first call for a service and keeps, fills a given
     * array from a given row at a given time, allocates nothing, and takes entities of several keys.
     *
     * @param entity the key; the views of the service have one key column in common
     * @param request what else {@link FeatureService#request} asks for, by name, as for {@link Row#of(
     *     org.mlops4j.data.Schema, Map)}
     * @throws InvalidException if the views have several keys or none, or a value does not fit; the message names it
     * @throws NotFoundException if a view has not been applied
     */
    public double[] vector(FeatureService service, Object entity, Map<String, ? extends @Nullable Object> request) {
        double[] vector = readers.vector(service, entity, request);
        streams.keepUp();
        return vector;
    }

    /**
     * Brings the states of a service up to date with its events and writes those that changed to the on-line store, so
     * that the next start goes on from there. Costs the events since the last time; shows its progress. What is written
     * has moved on to the newest event of its entity: reads of an earlier time are refused from then on, but for a
     * minute.
     *
     * <p>Holds no more entities that have changed than entities shall be in memory, and a page of events: it writes
     * them on the way, unless rows are pushed through this store at the same time. If the process dies on the way, the
     * next call goes on from what was written last.
     *
     * @return how many states of entities were written
     * @throws NotFoundException if a view has not been applied
     */
    public long materialize(FeatureService service) {
        long stored = 0;
        for (FeatureView view : service.views()) {
            stored += streams.of(view.name()).materialize(view, mlops.clock().instant(), mlops.progress());
        }
        return stored;
    }

    /**
     * Makes the states of a service anew from all events and writes them to the on-line store: after states were
     * damaged there. Reads meanwhile see part of the events. Costs a look at every event; shows its progress.
     *
     * @return how many states of entities were written
     * @throws NotFoundException if a view has not been applied
     */
    public long rebuild(FeatureService service) {
        for (FeatureView view : service.views()) {
            streams.of(view.name()).startOver(view);
        }
        return materialize(service);
    }

    /** {@return what removes states that nobody needs any more} */
    public FeatureStates states() {
        return new FeatureStates(mlops, definitions, streams::followed);
    }

    /**
     * Lets readers see what other processes have pushed. Costs a look at the log for each view that is read. Writes the
     * states of entities to which more than 65 536 events were pushed through this store since they were written.
     */
    public void refresh() {
        streams.refresh();
    }

    /**
     * {@return the training set of a service from the events that were pushed}
     *
     * @param labels as for {@link TrainingSet#of}
     * @param timeField the TIMESTAMP column of the labels from which on nothing may be known
     * @throws NotFoundException if a view has not been applied, or a column is missing
     */
    public TrainingSet trainingSet(FeatureService service, Table labels, String timeField) {
        return TrainingSet.read(service, streams.events(service), labels, timeField, null, settings.functions());
    }

    /**
     * {@return the training set of a service from more events than memory shall hold} As
     * {@link #trainingSet(FeatureService, Table, String)}.
     *
     * @param spill where events go
     */
    public TrainingSet trainingSet(FeatureService service, Table labels, String timeField, Spill spill) {
        return TrainingSet.read(
                service,
                streams.events(service),
                labels,
                timeField,
                requireNonNull(spill, "spill"),
                settings.functions());
    }

    /** {@return what training sets were made of, kept so that they can be made again} */
    public SavedTrainingSets trainingSets() {
        return new SavedTrainingSets(mlops, this);
    }

    /**
     * {@return the vectors that a reader would have given, from the history as it was known then: a FLOAT64 column for
     * each feature} Costs what a training set of the requests costs: one pass over the events of each view, and the
     * memory of those of the entities that were asked for.
     *
     * @param requests rows with what {@link FeatureService#request} asks for and a time
     * @param timeField the TIMESTAMP column of the time of each request
     */
    public Table recompute(FeatureService service, Table requests, String timeField) {
        PointInTimeFeatures features = PointInTimeFeatures.of(
                service, streams.events(service), requests, timeField, null, settings.functions());
        Table table = Table.of(Schema.of(), List.of());
        for (String name : service.featureNames()) {
            table = table.with(Field.nullable(name, DataType.FLOAT64), DoubleColumn.of(features.column(name)));
        }
        return table;
    }

    /**
     * {@return how the vectors that were served differ from those that history gives, and why} A difference means that
     * an event was pushed after it should have been available, that code or definitions changed, or that history was
     * altered. Costs a training set of the predictions, in time and memory. Of those that differ the first 1 000 are
     * looked at one by one: that costs another pass over the events of each view, and one more for each earlier
     * definition until all is explained, and the memory of the events of their entities.
     *
     * @param predictions rows of {@link PredictionStreams#predictions}: time, {@code request.…} and {@code feature.…}
     * @throws NotFoundException if a column is missing
     */
    public SkewReport skew(FeatureService service, Table predictions) {
        List<FeatureService> others = definitions(service.name()).stream()
                .map(digest -> service(service.name(), digest))
                .toList();
        return new SkewSearch(service, view -> events(view.name()), predictions, settings.functions()).report(others);
    }

    /**
     * {@return how the vectors that a deployment served and logged differ from those that history gives, and why}
     *
     * @param deployment its name; it logs predictions
     * @param from the first time of a prediction that counts
     * @param to behind the last
     * @throws NotFoundException if it logged no predictions of this service
     */
    public SkewReport skew(FeatureService service, String deployment, Instant from, Instant to) {
        return skew(service, new ServedVectors(mlops.events(), service, deployment).between(from, to));
    }

    /** Flushes and writes what changed to the on-line store; idempotent. The handle it is on stays open. */
    @Override
    public void close() {
        streams.close();
    }

    private FeaturePlan plan(List<FeatureService> services, String action) {
        return FeaturePlan.of(mlops, definitions, settings.functions(), services, action);
    }

    /** {@return the events of a view up to now} */
    History.Paged events(String view) {
        return streams.of(view).events();
    }

    /** {@return the functions written in Java that definitions may call} */
    JavaFunctions functions() {
        return settings.functions();
    }
}
