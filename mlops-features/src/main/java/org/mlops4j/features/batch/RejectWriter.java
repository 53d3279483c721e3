// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.batch;

import org.mlops4j.data.Table;
import org.mlops4j.error.IncompatibleException;

/** Writes rejected rows aside: those of the pages whose scores are written, no more and no fewer. For one thread. */
/*
 * Scores and rejected rows go to two places that share no transaction. So a page goes three steps: its rejected rows are
 * stored in a journal, its scores are written, its rejected rows are written aside. What a crash left is told by how many
 * rows are in both places. If the scores end before the page of the journal, the page is scored again, maybe by another
 * version, and its entry was for nothing. If they end behind it, its rejected rows are aside or still in the journal.
 */
final class RejectWriter implements AutoCloseable {

    private final RejectJournal journal;
    private final ScoreSink.Writer aside;
    private Table announced;

    private RejectWriter(RejectJournal journal, ScoreSink.Writer aside) {
        this.journal = journal;
        this.aside = aside;
        this.announced = Table.builder(journal.columns()).build();
    }

    /**
     * {@return a writer that has written all rejected rows of the scores that are there}
     *
     * @param scored how many scores are there
     * @throws IncompatibleException if what is there is not of one batch
     */
    static RejectWriter open(RejectJournal journal, ScoreSink sink, long scored) {
        RejectWriter writer = new RejectWriter(journal, sink.open(journal.columns()));
        try {
            writer.mend(scored);
            return writer;
        } catch (RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    private void mend(long scored) {
        long there = aside.rows();
        RejectJournal.Entry last = journal.find().orElseGet(() -> nothing(0, 0));
        if (scored == 0 && there == 0) {
            journal.put(nothing(0, 0));
        } else if (scored >= last.to()
                && there == last.before()
                && last.rejects().rowCount() > 0) {
            aside.add(last.rejects());
        } else if (scored == last.from() && there == last.before()) {
            journal.put(nothing(scored, there));
        } else if (scored < last.to() || there != last.after()) {
            throw new IncompatibleException("there are " + scored + " scores of batch '" + journal.batch() + "' and "
                    + there + " rejected rows aside, which are not of one batch; give it another name and other places,"
                    + " or remove both");
        }
    }

    private RejectJournal.Entry nothing(long scored, long rejected) {
        return new RejectJournal.Entry(
                scored, scored, rejected, Table.builder(journal.columns()).build());
    }

    /** Says which rows of a page will be written, before its scores are. */
    void announce(Table rejects, long from, long to) {
        announced = rejects;
        if (rejects.rowCount() > 0) {
            journal.put(new RejectJournal.Entry(from, to, aside.rows(), rejects));
        }
    }

    /** Writes what was announced, when the scores of the page are written. */
    void write() {
        if (announced.rowCount() > 0) {
            aside.add(announced);
        }
    }

    @Override
    public void close() {
        aside.close();
    }
}
