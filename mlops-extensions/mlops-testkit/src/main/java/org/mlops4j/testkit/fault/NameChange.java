// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit.fault;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One change of names, which becomes durable as a whole.
 *
 * @param edits what it does to names
 * @param target the directory whose force makes it durable
 * @param removed a directory that it removes
 * @param movesDirectory whether a directory gets another name
 */
record NameChange(
        List<Edit> edits, DirectoryNode target, @Nullable DirectoryNode removed, boolean movesDirectory) {

    /**
     * What a name stands for afterwards.
     *
     * @param directory where the name is
     * @param name the name
     * @param node what it stands for, {@code null} for nothing
     */
    record Edit(
            DirectoryNode directory, String name, @Nullable Node node) {

        Slot slot() {
            return new Slot(directory, name);
        }

        void applyTo(NavigableMap<String, Node> names) {
            if (node == null) {
                names.remove(name);
            } else {
                names.put(name, node);
            }
        }
    }

    /** A place for a name. */
    record Slot(DirectoryNode directory, String name) {}

    static NameChange create(DirectoryNode directory, String name, Node node) {
        return new NameChange(List.of(new Edit(directory, name, node)), directory, null, false);
    }

    static NameChange delete(DirectoryNode directory, String name, Node node) {
        return new NameChange(
                List.of(new Edit(directory, name, null)),
                directory,
                node instanceof DirectoryNode gone ? gone : null,
                false);
    }

    static NameChange move(Edit from, Edit to, @Nullable Node replaced) {
        return new NameChange(
                List.of(from, to),
                to.directory(),
                replaced instanceof DirectoryNode gone ? gone : null,
                to.node() instanceof DirectoryNode);
    }

    void applyToCache() {
        edits.forEach(edit -> edit.applyTo(edit.directory().cached()));
    }

    void applyToDurable() {
        edits.forEach(edit -> edit.applyTo(edit.directory().durable()));
    }

    /** What has to be durable before a change can be: whatever touched the same names before it. */
    static final class Needs {

        private final Set<Slot> slots = new LinkedHashSet<>();
        private final Set<DirectoryNode> directories = new LinkedHashSet<>();
        private boolean directoryMoves;

        void add(NameChange change) {
            change.edits.forEach(edit -> slots.add(edit.slot()));
            if (change.removed != null) {
                // What was moved out of it would have no name at all if it were gone and the move undone.
                directories.add(change.removed);
            }
            // Moves in another order could put two directories into one another.
            directoryMoves |= change.movesDirectory;
        }

        boolean include(NameChange earlier) {
            return (directoryMoves && earlier.movesDirectory)
                    || earlier.edits.stream()
                            .anyMatch(edit -> slots.contains(edit.slot()) || directories.contains(edit.directory()));
        }
    }
}
