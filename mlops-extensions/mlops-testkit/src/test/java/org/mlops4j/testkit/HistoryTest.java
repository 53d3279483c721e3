// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mlops4j.testkit.History.Access;
import org.mlops4j.testkit.History.Outcome;
import org.mlops4j.testkit.History.Read;
import org.mlops4j.testkit.History.Transaction;
import org.mlops4j.testkit.History.Write;

class HistoryTest {

    private final History history = new History();

    @Test
    void nothingIsExplainedByNothing() {
        assertThat(history.serialOrder()).contains(List.of());
    }

    @Test
    void oneAfterTheOtherIsExplained() {
        committed(history.now(), new Read("x", 0), new Write("x", 1), new Read("x", 1));
        committed(history.now(), new Read("x", 1), new Write("x", 2), new Write("y", 3));
        committed(history.now(), new Read("x", 2), new Read("y", 3), new Write("x", 0));
        committed(history.now(), new Read("x", 0));
        assertThat(history.serialOrder())
                .hasValueSatisfying(order -> assertThat(order)
                        .extracting(Transaction::begin)
                        .isSorted()
                        .hasSize(4));
    }

    @Test
    void ofTwoAtOnceTheLaterMayComeFirst() {
        long first = history.now();
        long second = history.now();
        committed(first, new Read("x", 2), new Write("x", 1));
        committed(second, new Read("x", 0), new Write("x", 2));
        committed(history.now(), new Read("x", 1));
        assertThat(history.serialOrder())
                .hasValueSatisfying(order ->
                        assertThat(order).extracting(Transaction::begin).startsWith(second, first));
    }

    @Test
    void aLostUpdateIsNotExplained() {
        long first = history.now();
        long second = history.now();
        committed(first, new Read("x", 0), new Write("x", 1));
        committed(second, new Read("x", 0), new Write("x", 1));
        assertThat(history.serialOrder()).isEmpty();
    }

    @Test
    void aWriteSkewIsNotExplained() {
        long first = history.now();
        long second = history.now();
        committed(first, new Read("x", 0), new Read("y", 0), new Write("x", 1));
        committed(second, new Read("x", 0), new Read("y", 0), new Write("y", 1));
        assertThat(history.serialOrder()).isEmpty();
    }

    @Test
    void aStaleReadAfterACommitIsNotExplained() {
        committed(history.now(), new Write("x", 1));
        committed(history.now(), new Read("x", 0));
        assertThat(history.serialOrder()).isEmpty();
    }

    @Test
    void aReadOfWhatWasUndoneIsNotExplained() {
        long writer = history.now();
        long reader = history.now();
        committed(reader, new Read("x", 1));
        ended(writer, Outcome.FAILED, new Write("x", 1));
        assertThat(history.serialOrder()).isEmpty();
    }

    @Test
    void twoReadsOfTwoStatesAreNotExplained() {
        long reader = history.now();
        committed(history.now(), new Write("x", 1), new Write("y", 1));
        committed(reader, new Read("x", 0), new Read("y", 1));
        assertThat(history.serialOrder()).isEmpty();
    }

    @Test
    void anUnknownOutcomeExplainsBoth() {
        ended(history.now(), Outcome.UNKNOWN, new Write("x", 1));
        committed(history.now(), new Read("x", 0));
        assertThat(history.serialOrder()).isPresent();
        committed(history.now(), new Read("x", 1));
        assertThat(history.serialOrder()).isPresent();
        committed(history.now(), new Read("x", 0));
        assertThat(history.serialOrder()).isEmpty();
    }

    @Test
    void itsTextNamesEveryTransaction() {
        history.ended("thread 7", history.now(), Outcome.FAILED, List.of(new Write("x", 41)));
        assertThat(history).asString().contains("thread 7", "FAILED", "x", "41");
    }

    @Test
    void itHoldsSixtyThreeTransactions() {
        for (int i = 1; i <= History.MOST_TRANSACTIONS; i++) {
            committed(history.now(), new Read("x", i - 1), new Write("x", i));
        }
        assertThat(history.serialOrder()).isPresent();
        assertThatThrownBy(() -> committed(history.now())).isInstanceOf(IllegalStateException.class);
    }

    private void committed(long begin, Access... accesses) {
        ended(begin, Outcome.COMMITTED, accesses);
    }

    private void ended(long begin, Outcome outcome, Access... accesses) {
        history.ended("t" + begin, begin, outcome, List.of(accesses));
    }
}
