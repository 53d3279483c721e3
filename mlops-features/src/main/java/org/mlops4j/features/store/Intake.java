// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.mlops4j.Mlops;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.MlopsException;
import org.mlops4j.error.StorageException;
import org.mlops4j.features.Check;
import org.mlops4j.features.Expectation.Action;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.expect.ExpectationReport;
import org.mlops4j.features.expect.Gate;
import org.mlops4j.features.expect.Judgement;
import org.mlops4j.features.expect.KnownEntities;
import org.mlops4j.features.expression.JavaFunctions;
import org.mlops4j.features.source.Source;
import org.mlops4j.progress.Progress;
import org.mlops4j.spi.Telemetry.Timing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes events as their view expects them, and puts others aside or refuses them. Thread-safe. */
final class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final Mlops mlops;
    private final Definitions definitions;
    private final JavaFunctions functions;
    private final Function<String, EventStream> streams;
    private final ConcurrentMap<String, Entrance> entrances = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, KnownEntities> entities = new ConcurrentHashMap<>();

    /**
     * Begins.
     *
     * @param functions written in Java that expectations may call
     * @param streams finds the stream of a view, throws NotFoundException if the view was not applied
     */
    Intake(Mlops mlops, Definitions definitions, JavaFunctions functions, Function<String, EventStream> streams) {
        this.functions = functions;
        this.mlops = mlops;
        this.definitions = definitions;
        this.streams = streams;
    }

    /** {@return what {@link #push(String, Table)} would do} */
    ExpectationReport check(String view, Table events) {
        return entrance(view).gate().judge(events, 0).report();
    }

    /** {@return whether the event was taken rather than put aside} */
    boolean push(String view, Row event) {
        Entrance entrance = entrance(view);
        EventStream stream = stream(entrance);
        return entrance.pushes().measure(1, () -> push(stream, entrance, event));
    }

    private boolean push(EventStream stream, Entrance entrance, Row event) {
        if (entrance.gate().passes(event)) {
            stream.push(event);
            return true;
        }
        ExpectationReport report = settle(stream, entrance, entrance.gate().judge(event));
        warn(report, entrance.warned().incrementAndGet());
        return report.taken() > 0;
    }

    ExpectationReport push(String view, Table events) {
        Entrance entrance = entrance(view);
        return push(stream(entrance), entrance, events, 0);
    }

    /** {@return what became of the rows of a source, of which each page is a batch} */
    ExpectationReport push(String view, Source source) {
        Entrance entrance = entrance(view);
        EventStream stream = stream(entrance);
        long taken = 0;
        try (Progress.Work work = mlops.progress().start("push " + view, Progress.UNKNOWN);
                Source.Pages pages = source.open(entrance.gate().columns())) {
            Table page = pages.next();
            ExpectationReport report = push(stream, entrance, page, 0);
            for (taken = page.rowCount(); page.rowCount() > 0; taken += page.rowCount()) {
                work.at(taken);
                page = pages.next();
                if (page.rowCount() > 0) {
                    report = report.plus(push(stream, entrance, page, taken));
                }
            }
            return report;
        } catch (InvalidException e) {
            throw new InvalidException(stopped(view, source, taken, e), e);
        } catch (StorageException e) {
            throw new StorageException(stopped(view, source, taken, e), e);
        }
    }

    private ExpectationReport push(EventStream stream, Entrance entrance, Table events, long firstRow) {
        ExpectationReport report = entrance.pushes()
                .measure(
                        events.rowCount(),
                        () -> settle(stream, entrance, entrance.gate().judge(events, firstRow)));
        warn(report, 1);
        return report;
    }

    private static String stopped(String view, Source source, long rows, MlopsException failure) {
        return "pushing " + source + " to feature view '" + view + "' stopped"
                + (rows == 0
                        ? " before any row was taken: "
                        : "; its first " + rows + " rows are done with, push what is after(" + rows + "): ")
                + failure.getMessage();
    }

    /** {@return what was put aside, in the order in which it was} */
    Table quarantine(String view) {
        String stream = quarantineName(view);
        Schema columns = entrance(view).gate().quarantineColumns();
        return mlops.events().find(stream).isEmpty()
                ? Table.builder(columns).build()
                : Source.of(mlops.events(), stream).table(columns);
    }

    private ExpectationReport settle(EventStream stream, Entrance entrance, Judgement judgement) {
        judgement.report().requireAccepted();
        // What is taken is checked first, so that a refusal puts nothing aside.
        Table taken = stream.checked(judgement.taken());
        if (judgement.quarantined().rowCount() > 0) {
            // Put aside before the others are taken: a fault in between loses no row.
            putAside(entrance, judgement.quarantined());
        }
        int added = stream.push(taken);
        return judgement.report().withRepeated(taken.rowCount() - added);
    }

    /** An event that fails the same expectations again is there already. */
    private void putAside(Entrance entrance, Table events) {
        String quarantine = quarantineName(entrance.view().name());
        Schema columns = entrance.gate().quarantineColumns();
        mlops.events().create(quarantine, columns, Gate.AT);
        List<String> identity = entrance.view().identity();
        Arrivals.of(
                        mlops.events(),
                        mlops.online(),
                        quarantine,
                        columns,
                        identity.isEmpty()
                                ? identity
                                : Stream.concat(identity.stream(), Stream.of(Gate.REASON))
                                        .toList())
                .append(events);
    }

    private EventStream stream(Entrance entrance) {
        EventStream stream = streams.apply(entrance.view().name());
        stream.identifyBy(entrance.view().identity());
        return stream;
    }

    /** Logs the warnings of the first, second, fourth, eighth … event of those that come by themselves. */
    private static void warn(ExpectationReport report, long occurrence) {
        List<ExpectationReport.Outcome> warnings = report.failed(Action.WARN);
        if (!warnings.isEmpty() && Long.bitCount(occurrence) == 1) {
            LOG.warn("feature view '{}' took {} rows: {}", report.view(), report.taken(), warnings);
        }
    }

    private Entrance entrance(String view) {
        Entrance known = entrances.get(view);
        long changes = definitions.changes();
        if (known != null && known.changes() == changes) {
            return known;
        }
        FeatureView definition = definitions.view(view);
        Gate gate = Gate.of(definition, mlops.clock(), check -> entities(definition, check), functions);
        Timing pushes = known == null ? mlops.telemetry().featurePushes(view) : known.pushes();
        Entrance entrance = new Entrance(definition, gate, changes, new AtomicLong(), pushes);
        entrances.put(view, entrance);
        return entrance;
    }

    private KnownEntities entities(FeatureView asking, Check.Known check) {
        FeatureView other = definitions.view(check.view());
        List<DataType> wanted = types(other, other.entity().keys());
        if (!types(asking, check.columns()).equals(wanted)) {
            throw new InvalidException("feature view '" + asking.name() + "' expects " + check.text() + ", whose keys "
                    + other.keys() + " have other types");
        }
        return entities.computeIfAbsent(
                check.view(),
                name -> new LoggedEntities(
                        mlops.events(), other, () -> streams.apply(name).flush()));
    }

    private static List<DataType> types(FeatureView view, List<String> columns) {
        return columns.stream()
                .map(view.source()::find)
                .flatMap(Optional::stream)
                .map(field -> field.type())
                .toList();
    }

    private static String quarantineName(String view) {
        return EventStream.name(view) + ".quarantine";
    }

    /**
     * How events of a view come in.
     *
     * @param changes of definitions before this was made
     * @param warned how many events that came by themselves failed
     * @param pushes takes how long it takes
     */
    private record Entrance(FeatureView view, Gate gate, long changes, AtomicLong warned, Timing pushes) {}
}
