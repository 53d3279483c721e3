// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit.fault;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/** The changes of names that are seen but not durable yet, in the order in which they were made. */
final class NameJournal {

    private final List<NameChange> pending = new ArrayList<>();

    void add(NameChange change) {
        change.applyToCache();
        pending.add(change);
    }

    /** Makes the names in a directory durable. */
    void force(DirectoryNode directory) {
        commit(change -> change.target() == directory);
    }

    /** Makes some of the changes durable and forgets the others. */
    void crash(SplittableRandom random) {
        int madeOfFour = random.nextInt(5);
        commit(change -> random.nextInt(4) < madeOfFour);
        pending.clear();
    }

    private void commit(Predicate<NameChange> chosen) {
        NameChange.Needs needs = new NameChange.Needs();
        Deque<NameChange> durable = new ArrayDeque<>();
        for (int i = pending.size() - 1; i >= 0; i--) {
            NameChange change = pending.get(i);
            if (chosen.test(change) || needs.include(change)) {
                needs.add(change);
                durable.addFirst(change);
                pending.remove(i);
            }
        }
        durable.forEach(NameChange::applyToDurable);
    }
}
