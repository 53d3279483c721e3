// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.FilterResult.includedIf;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.TagFilter.excludeTags;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * The contracts must fail for stores that are wrong in ways real stores have been: each wrong store fails the tests
 * that it names and no other, but for races, and each test fails for one of the wrong stores.
 */
@Execution(ExecutionMode.CONCURRENT)
class BrokenStoresTest {

    /** Tests that cost too much to be run for every wrong store; they are for those that name one of them. */
    private static final Set<String> LARGE =
            Set.of("aMillionPointsAreReadInPages", "aLargeBatchIsOne", "aLargeBlobGoesThroughWithoutFillingTheHeap");

    /**
     * Tests with several threads: a wrong store that does not name one of them may fail it or not, so they are run for
     * those alone that name one.
     */
    private static final Set<String> RACES = Set.of(
            "awaitWakesEveryoneWhoWaits",
            "whoIsInACallWhileTheStoreClosesFinishesOrIsTold",
            "whateverRunsAtOnceSomeSerialOrderExplainsIt",
            "listsAndVerificationsAreRightWhileBlobsComeAndGo",
            "whatWasSyncedAmongManyIsThereWhenOpenedAgain",
            "readersSeeWholeBatchesOnly",
            "aReaderSeesABatchAsAWhole",
            "concurrentWritersGetPositionsOfTheirOwn",
            "concurrentWritersOfTheSameAndOfOtherBytesDoNotDisturbEachOther",
            "noPointIsLostUnderConcurrentWriters",
            "readersSeeWholeTransactionsOnly",
            "aSlowReaderOfTheChangesMissesAndRepeatsNothing",
            "pagesHaveEveryDocumentThatStaysOnceWhateverComesAndGoes",
            "whatIsPutAgainWhileItIsDeletedIsThereAfterItsLastPut",
            "noIncrementIsLostUnderConcurrentWriters",
            "twoWritersThatReadBeforeTheyWriteAreSerialized",
            "changesAreOneGaplessSequenceUnderConcurrentWriters",
            "aWriterThatFailsUndoesNothingOfOthers",
            "whateverTheOrderOfArrivalTheNewestStateStays");

    /** A race may go well by chance; so often in a row it does not. */
    private static final int MOST_RUNS = 40;

    static Stream<Defect> defects() {
        return spis().flatMap(List::stream);
    }

    static Stream<List<? extends Defect>> spis() {
        return Stream.of(
                Stream.of(MetadataDefect.values(), MetadataTransactionDefect.values(), MetadataQueryDefect.values())
                        .<Defect>flatMap(Arrays::stream)
                        .toList(),
                List.of(BlobDefect.values()),
                List.of(SeriesDefect.values()),
                List.of(EventDefect.values()),
                List.of(OnlineDefect.values()));
    }

    @ParameterizedTest
    @MethodSource("defects")
    void aWrongStoreFailsTheTestsThatItNamesAndNoOther(Defect defect) {
        Set<String> failed = failuresWith(defect);
        assertThat(failed)
                .containsAll(defect.noticedBy().stream()
                        .filter(test -> !RACES.contains(test))
                        .toList());
        Set<String> noticed = new TreeSet<>(failed);
        for (int run = 1; run < MOST_RUNS && !noticed.containsAll(defect.noticedBy()); run++) {
            Set<String> missing = new TreeSet<>(defect.noticedBy());
            missing.removeAll(noticed);
            noticed.addAll(failures(
                    request(defect).filters((PostDiscoveryFilter) test -> includedIf(isOneOf(test, missing)))));
        }
        assertThat(noticed).as("in %s runs", MOST_RUNS).containsAll(defect.noticedBy());
        assertThat(failed).isSubsetOf(defect.noticedBy());
    }

    @ParameterizedTest
    @MethodSource("spis")
    void everyTestFailsForSomeWrongStore(List<Defect> defects) {
        Set<String> noticing = new TreeSet<>();
        defects.forEach(defect -> noticing.addAll(defect.noticedBy()));
        Set<String> tests = new TreeSet<>();
        defects.get(0).contracts().forEach(contract -> tests.addAll(tests(contract)));
        assertThat(noticing).isEqualTo(tests);
    }

    private static Set<String> failuresWith(Defect defect) {
        LauncherDiscoveryRequestBuilder request = request(defect);
        if (defect.noticedBy().stream().noneMatch(LARGE::contains)) {
            request.filters(excludeTags("large"));
        }
        Set<String> others = new TreeSet<>(RACES);
        others.removeAll(defect.noticedBy());
        request.filters((PostDiscoveryFilter) test -> includedIf(!isOneOf(test, others)));
        return failures(request);
    }

    private static LauncherDiscoveryRequestBuilder request(Defect defect) {
        return LauncherDiscoveryRequestBuilder.request()
                .configurationParameter(ChosenDefect.NAME, defect.name())
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                .selectors(defect.contracts().stream()
                        .map(contract -> selectClass(contract))
                        .toList());
    }

    private static boolean isOneOf(TestDescriptor test, Set<String> names) {
        return test.getSource()
                .filter(source -> source instanceof org.junit.platform.engine.support.descriptor.MethodSource)
                .map(source -> ((org.junit.platform.engine.support.descriptor.MethodSource) source).getMethodName())
                .filter(names::contains)
                .isPresent();
    }

    private static Set<String> failures(LauncherDiscoveryRequestBuilder request) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request.build(), listener);
        Set<String> failed = new TreeSet<>();
        for (TestExecutionSummary.Failure failure : listener.getSummary().getFailures()) {
            failed.add(failure.getTestIdentifier()
                    .getSource()
                    .map(source -> ((org.junit.platform.engine.support.descriptor.MethodSource) source).getMethodName())
                    .orElseThrow());
        }
        return failed;
    }

    /** {@return the names of the test methods of a contract and of those it extends} */
    private static Set<String> tests(Class<?> contract) {
        Set<String> names = new TreeSet<>();
        for (Class<?> type = contract; type != Object.class; type = type.getSuperclass()) {
            Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> Arrays.stream(method.getAnnotations())
                            .anyMatch(annotation ->
                                    annotation.annotationType().getSimpleName().endsWith("Test")))
                    .forEach(method -> names.add(method.getName()));
        }
        return names;
    }
}
