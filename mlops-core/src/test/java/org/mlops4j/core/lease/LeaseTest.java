// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.core.store.EmbeddedStores;

class LeaseTest {

    private static final OwnerProcess HERE = OwnerProcess.current();

    @TempDir
    Path directory;

    private final AtomicLong nanos = new AtomicLong();
    private EmbeddedStores stores;
    private Lease observer;

    @BeforeEach
    void open() {
        stores = EmbeddedStores.open(directory);
        observer = new Lease(stores.metadata(), nanos::get, HERE);
    }

    @AfterEach
    void close() {
        stores.close();
    }

    private Lease of(OwnerProcess process) {
        return new Lease(stores.metadata(), nanos::get, process);
    }

    private void pass(long seconds) {
        nanos.addAndGet(seconds * 1_000_000_000L);
    }

    @Test
    void aLivingProcessOfThisMachineKeepsItsLeaseHoweverLongItIsSilent() {
        String lease = of(HERE).take();
        assertThat(observer.expired(lease)).isFalse();
        pass(1_000_000);
        assertThat(observer.expired(lease)).isFalse();
    }

    @Test
    void aProcessNumberThatAnotherProcessHasNowIsNoSignOfLife() {
        String reused = of(new OwnerProcess(HERE.pid(), HERE.started() - 1, HERE.place()))
                .take();
        String gone = of(new OwnerProcess(Integer.MAX_VALUE, 1, HERE.place())).take();
        assertThat(observer.expired(reused)).isTrue();
        assertThat(observer.expired(gone)).isTrue();
    }

    @Test
    void aLeaseFromElsewhereRunsOutAfterItsTermOfObservedSilence() {
        Lease elsewhere = of(new OwnerProcess(HERE.pid(), HERE.started(), "another machine"));
        String lease = elsewhere.take();
        assertThat(observer.expired(lease)).isFalse();
        pass(14);
        assertThat(observer.expired(lease)).isFalse();
        elsewhere.renew();
        pass(14);
        assertThat(observer.expired(lease)).isFalse();
        pass(15);
        assertThat(observer.expired(lease)).isTrue();
    }

    @Test
    void aLeaseThatWasGivenUpHasRunOut() {
        Lease other = of(HERE);
        String lease = other.take();
        other.close();
        other.close();
        assertThat(observer.expired(lease)).isTrue();
        assertThatThrownBy(other::take).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void sweepingRemovesTheLeasesOfTheDeadOnly() {
        String living = of(HERE).take();
        String dead = of(new OwnerProcess(Integer.MAX_VALUE, 1, HERE.place())).take();
        observer.sweep();
        assertThat(isStored(living)).isTrue();
        assertThat(isStored(dead)).isFalse();
    }

    private boolean isStored(String lease) {
        return stores.metadata().read(reader -> reader.find("lease", lease)).isPresent();
    }
}
