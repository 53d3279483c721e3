// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit.crash;

import java.time.Duration;
import java.util.function.Function;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.MetadataWriter;
import org.mlops4j.storage.Verification;

/**
 * A store whose process dies just before or just after one of its commits: what is stored is what a process leaves that
 * was killed there. For one thread at a time.
 */
public final class MortalMetadata implements MetadataStore {

    private final MetadataStore living;
    private final int commits;
    private final boolean before;
    private final Runnable death;
    private int committed;

    /**
     * A store over another.
     *
     * @param living where things are stored
     * @param commits the number of the commit at which it dies; all later ones die too
     * @param before whether it dies before that commit rather than after it
     * @param death what dying is; does not return
     */
    public MortalMetadata(MetadataStore living, int commits, boolean before, Runnable death) {
        this.living = living;
        this.commits = commits;
        this.before = before;
        this.death = death;
    }

    @Override
    public <T> T read(Function<? super MetadataReader, T> work) {
        return living.read(work);
    }

    @Override
    public <T> T write(Function<? super MetadataWriter, T> work) {
        committed++;
        if (committed > commits || (committed == commits && before)) {
            death.run();
        }
        T result = living.write(work);
        if (committed == commits) {
            death.run();
        }
        return result;
    }

    @Override
    public long await(long after, Duration timeout) throws InterruptedException {
        return living.await(after, timeout);
    }

    @Override
    public Verification verify() {
        return living.verify();
    }

    @Override
    public void close() {
        living.close();
    }
}
