// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.mlops4j.core.encoding.JacksonText;
import org.mlops4j.core.sql.SqlEventLog;
import org.mlops4j.core.sql.SqlMetadataStore;
import org.mlops4j.core.sql.SqlSeriesStore;
import org.mlops4j.data.Digest;
import org.mlops4j.spi.BlobStore;
import org.mlops4j.spi.EventLog;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.SeriesStore;
import org.mlops4j.testkit.BlobStoreContract;
import org.mlops4j.testkit.EventLogContract;
import org.mlops4j.testkit.MetadataStoreContract;
import org.mlops4j.testkit.SeriesStoreContract;

/** The contracts must fail for stores that are wrong in ways real stores have been. */
class BrokenStoresTest {

    @Test
    void aStoreThatLosesUpdatesIsCaught() {
        assertThat(failuresOf(LosesUpdates.class)).contains("noIncrementIsLostUnderConcurrentWriters()");
    }

    @Test
    void aStoreThatDoesNotVerifyBlobsIsCaught() {
        assertThat(failuresOf(VerifiesNothing.class))
                .containsExactlyInAnyOrder(
                        "aFlippedBitIsFoundWhereverItIs()",
                        "missingAndAddedBytesAreFound()",
                        "aVerificationReadsEveryBlobAndNamesTheDamagedOnes()",
                        "aReaderOfExactlyAllBytesLearnsOfDamage()");
    }

    @Test
    void aStoreThatFoldsTheZerosIsCaught() {
        assertThat(failuresOf(FoldsZeros.class))
                .contains("everyDoubleKeepsItsBits()")
                .doesNotContain("reopenedItHasEverything()");
    }

    @Test
    void aLogThatScansInTheOrderOfArrivalIsCaught() {
        assertThat(failuresOf(ScansInOrderOfArrival.class))
                .contains("aScanIsOrderedByTimeAndThenByArrival()")
                .doesNotContain("positionsAreGaplessFromOne()");
    }

    private static List<String> failuresOf(Class<?> contract) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(contract))
                .build();
        LauncherFactory.create().execute(request, listener);
        assertThat(listener.getSummary().getTestsSucceededCount())
                .as("a store that is broken in one way keeps other promises")
                .isPositive();
        return listener.getSummary().getFailures().stream()
                .map(failure -> failure.getTestIdentifier().getDisplayName())
                .toList();
    }

    static final class LosesUpdates extends MetadataStoreContract {
        @Override
        protected MetadataStore open(Path scratch) {
            return new LosingMetadataStore(new SqlMetadataStore(
                    EmbeddedStores.metadataFile(scratch.resolve("metadata.db")), new JacksonText()));
        }
    }

    static final class VerifiesNothing extends BlobStoreContract {
        @Override
        protected BlobStore open(Path scratch) {
            return new UnverifiedBlobStore(FileBlobStore.open(scratch, InstantSource.system()), scratch);
        }

        @Override
        protected void replace(Path scratch, Digest digest, byte[] bytes) throws IOException {
            Files.write(UnverifiedBlobStore.file(scratch, digest), bytes);
        }
    }

    static final class FoldsZeros extends SeriesStoreContract {
        @Override
        protected SeriesStore open(Path scratch) {
            return new ZeroFoldingSeriesStore(
                    new SqlSeriesStore(EmbeddedStores.seriesFile(scratch.resolve("series.db"))));
        }
    }

    static final class ScansInOrderOfArrival extends EventLogContract {
        @Override
        protected EventLog open(Path scratch) {
            return new UnorderedEventLog(
                    new SqlEventLog(EmbeddedStores.eventsFile(scratch.resolve("events.db")), new JacksonText()));
        }
    }
}
