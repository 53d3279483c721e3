// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.mlops4j.data.Document;
import org.mlops4j.error.ConflictException;
import org.mlops4j.error.OutcomeUnknownException;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.MetadataWriter;
import org.mlops4j.testkit.History.Access;
import org.mlops4j.testkit.History.Outcome;
import org.mlops4j.testkit.History.Read;
import org.mlops4j.testkit.History.Write;

/** One thread's transactions on a few documents as registers, noted in a history. Values are unique per thread. */
record RandomTransactions(MetadataStore store, String kind, History history, int thread) {

    private static final int REGISTERS = 3;

    void run(Random random, int times) {
        for (int i = 1; i <= times; i++) {
            Plan plan = new Plan(
                    random.nextInt(7),
                    "r" + random.nextInt(REGISTERS),
                    "r" + random.nextInt(REGISTERS),
                    thread * 1_000L + i);
            List<Access> accesses = new ArrayList<>();
            long begin = history.now();
            Outcome outcome = outcome(plan, accesses);
            history.ended("thread " + thread + ", transaction " + i, begin, outcome, accesses);
        }
    }

    private Outcome outcome(Plan plan, List<Access> accesses) {
        try {
            if (plan.what == 0) {
                store.read(reader -> read(reader, accesses, plan.first) + read(reader, accesses, plan.second));
            } else {
                store.write(writer -> {
                    // A store may call the work again; only what the last call saw and did counts.
                    accesses.clear();
                    return perform(plan, writer, accesses);
                });
            }
            return Outcome.COMMITTED;
        } catch (Undone | ConflictException e) {
            return Outcome.FAILED;
        } catch (OutcomeUnknownException e) {
            return Outcome.UNKNOWN;
        }
    }

    private boolean perform(Plan plan, MetadataWriter writer, List<Access> accesses) {
        switch (plan.what) {
            case 1 -> write(writer, accesses, plan.first, plan.value);
            case 2 -> {
                read(writer, accesses, plan.first);
                write(writer, accesses, plan.first, plan.value);
            }
            case 3 -> {
                read(writer, accesses, plan.first);
                read(writer, accesses, plan.second);
                write(writer, accesses, plan.second, plan.value);
            }
            case 4 -> {
                write(writer, accesses, plan.first, plan.value);
                write(writer, accesses, plan.second, plan.value);
            }
            case 5 -> {
                read(writer, accesses, plan.first);
                writer.delete(kind, plan.first);
                accesses.add(new Write(plan.first, 0));
                read(writer, accesses, plan.first);
            }
            default -> {
                write(writer, accesses, plan.first, plan.value);
                write(writer, accesses, plan.second, plan.value);
                throw new Undone();
            }
        }
        return true;
    }

    private long read(MetadataReader reader, List<Access> accesses, String id) {
        long value =
                reader.find(kind, id).map(document -> document.body().whole()).orElse(0L);
        accesses.add(new Read(id, value));
        return value;
    }

    private void write(MetadataWriter writer, List<Access> accesses, String id, long value) {
        writer.put(kind, id, Document.of(value), Map.of());
        accesses.add(new Write(id, value));
    }

    /** What a transaction does to which registers. */
    private record Plan(int what, String first, String second, long value) {}

    /** What the work throws to be undone. */
    private static final class Undone extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
