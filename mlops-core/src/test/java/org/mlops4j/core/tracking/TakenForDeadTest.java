// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.core.audit.HashChain;
import org.mlops4j.core.lease.OwnersElsewhere;
import org.mlops4j.error.ConflictException;
import org.mlops4j.identity.Actor;
import org.mlops4j.progress.Progress;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.SeriesStore;
import org.mlops4j.tracking.MetricPoint;
import org.mlops4j.tracking.Run;
import org.mlops4j.tracking.RunBatch;
import org.mlops4j.tracking.RunRecord;
import org.mlops4j.tracking.RunStatus;
import org.mlops4j.tracking.Tracking;

/** Two machines on one store, of which one falls silent while it has a run and wakes again. */
class TakenForDeadTest {

    private static final int TERM_SECONDS = 16;

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    private final OwnersElsewhere owners = new OwnersElsewhere();
    private final AtomicReference<Runnable> beforeAppend = new AtomicReference<>(() -> {});

    @Test
    void aRunWhoseOwnerIsSilentForATermIsLost() {
        RunKeeper there = on("there");
        Run run = tracking(there).start("e");
        RunKeeper here = on("here");
        here.sweep(chain());
        owners.silence(TERM_SECONDS - 2);
        here.sweep(chain());
        assertThat(load(run).status()).isEqualTo(RunStatus.RUNNING);
        owners.silence(2);
        here.sweep(chain());
        assertThat(load(run).status()).isEqualTo(RunStatus.LOST);
        assertThat(store.mlops().audit().about(run.id()))
                .extracting(AuditEntry::action)
                .containsExactly("run.start", "run.lose");
    }

    @Test
    void anOwnerThatWakesIsToldAndAddsNothing() {
        RunKeeper there = on("there");
        Run run = tracking(there).start("e");
        run.metric("loss", 0.5, 1);
        run.log(new RunBatch().metric("auc", Double.NaN, 1));
        declareLost(run);

        run.metric("loss", 0.4, 2);
        List<ThrowingCallable> calls = List.of(
                run::flush,
                () -> run.metric("loss", 0.3, 3),
                () -> run.param("depth", 6),
                () -> run.tag("team", "ml"),
                () -> run.log(new RunBatch().metric("auc", 0.7, 2)),
                () -> run.register("m", ModelPackage.of("linear").withFile("model", new byte[] {1})));
        for (ThrowingCallable call : calls) {
            assertThatThrownBy(call)
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining(run.id())
                    .hasMessageContaining("declared lost");
        }
        assertUnchanged(run, 1);
        assertThat(store.mlops().tracking().metric(run.id(), "loss"))
                .extracting(MetricPoint::value)
                .containsExactly(0.5);

        Run other = tracking(there).start("e");
        other.metric("loss", 1, 1);
        assertThatThrownBy(there::close).isInstanceOf(ConflictException.class).hasMessageContaining(run.id());
        assertThatCode(run::close).doesNotThrowAnyException();
        assertUnchanged(run, 1);
        assertThat(load(other).status()).isEqualTo(RunStatus.FAILED);
        assertThat(store.mlops().tracking().metric(other.id(), "loss")).hasSize(1);
    }

    @Test
    void whatAnOwnerAppendsBehindTheSealIsNotOfTheRun() {
        RunKeeper there = on("there");
        Run run = tracking(there).start("e");
        run.metric("loss", 0.5, 1);
        run.flush();
        run.metric("loss", 0.4, 2);
        // The owner is stopped just before its points reach the store, and goes on when the run is sealed.
        once(() -> declareLost(run));
        assertThatThrownBy(run::flush).isInstanceOf(ConflictException.class);
        assertUnchanged(run, 1);
        assertThatThrownBy(run::close).isInstanceOf(ConflictException.class);
        assertThatCode(run::close).doesNotThrowAnyException();
        assertUnchanged(run, 1);
    }

    @Test
    void anOwnerThatWritesWhileItsRunIsBeingDeclaredLostLives() {
        Run run = tracking(on("there")).start("e");
        run.metric("loss", 0.5, 1);
        run.flush();
        RunKeeper here = on("here");
        here.sweep(chain());
        owners.silence(TERM_SECONDS);
        once(() -> {
            run.metric("loss", 0.4, 2);
            run.flush();
        });
        here.sweep(chain());
        run.close();
        RunRecord record = load(run);
        assertThat(record.status()).isEqualTo(RunStatus.FINISHED);
        assertThat(record.metrics().get("loss").count()).isEqualTo(2);
        assertThat(store.mlops().tracking().verify(run.id())).isEqualTo(record.seal());
    }

    private void assertUnchanged(Run run, long points) {
        RunRecord record = load(run);
        assertThat(record.status()).isEqualTo(RunStatus.LOST);
        assertThat(record.params()).isEmpty();
        assertThat(record.metrics().get("loss").count()).isEqualTo(points);
        assertThat(store.mlops().tracking().metric(run.id(), "loss")).hasSize((int) points);
        assertThat(store.mlops().tracking().latest(run.id(), "loss"))
                .get()
                .extracting(MetricPoint::step)
                .isEqualTo(1L);
        assertThat(store.mlops().tracking().verify(run.id())).isEqualTo(record.seal());
    }

    private RunRecord load(Run run) {
        return store.mlops().tracking().load(run.id());
    }

    private void declareLost(Run run) {
        RunKeeper here = on("here");
        here.sweep(chain());
        owners.silence(TERM_SECONDS);
        here.sweep(chain());
        assertThat(load(run).status()).isEqualTo(RunStatus.LOST);
    }

    /** Does something before the next points are appended, by whichever of the two. */
    private void once(Runnable action) {
        beforeAppend.set(() -> {
            beforeAppend.set(() -> {});
            action.run();
        });
    }

    private RunKeeper on(String machine) {
        MetadataStore metadata = store.mlops().metadata();
        SeriesStore series = new HookedSeries(
                store.mlops().series(), () -> beforeAppend.get().run());
        return new RunKeeper(
                metadata,
                series,
                store.mlops().blobs(),
                store.clock(),
                owners.on(machine, metadata),
                Progress.silent(),
                store.mlops().limits());
    }

    private Tracking tracking(RunKeeper keeper) {
        return keeper.tracking(chain(), store.mlops().registry());
    }

    private HashChain chain() {
        return new HashChain(store.mlops().metadata(), store.mlops().json(), store.clock(), Actor.of("ana"));
    }
}
