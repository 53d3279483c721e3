// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit.fault;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The tree of files and directories with the changes of its names that are not durable yet. */
final class Namespace {

    private final InstantSource clock;
    private final DirectoryNode root;
    private final NameJournal journal = new NameJournal();

    Namespace(InstantSource clock) {
        this.clock = clock;
        root = new DirectoryNode(newTimes());
    }

    Node find(FaultyPath path) throws IOException {
        Node node = root;
        for (String name : path.names()) {
            if (!(node instanceof DirectoryNode directory)) {
                throw new FileSystemException(path.toString(), null, "Not a directory");
            }
            Node next = directory.cached().get(name);
            if (next == null) {
                throw new NoSuchFileException(path.toString());
            }
            node = next;
        }
        return node;
    }

    DirectoryNode directory(FaultyPath path) throws IOException {
        if (find(path) instanceof DirectoryNode directory) {
            return directory;
        }
        throw new NotDirectoryException(path.toString());
    }

    Node open(FaultyPath path, OpenMode mode) throws IOException {
        Node there = mode.creates() ? place(path).node() : find(path);
        if (there == null) {
            Place place = place(path);
            FileNode file = new FileNode(newTimes());
            journal.add(NameChange.create(place.directory, place.name, file));
            touch(place.directory);
            return file;
        }
        if (mode.createsOnly()) {
            throw new FileAlreadyExistsException(path.toString());
        }
        if (there instanceof DirectoryNode && mode.writes()) {
            throw new FileSystemException(path.toString(), null, "Is a directory");
        }
        if (there instanceof FileNode file && mode.truncates()) {
            file.content().truncate(0);
            touch(file);
        }
        return there;
    }

    void createDirectory(FaultyPath path) throws IOException {
        Place place = place(path);
        if (place.node() != null) {
            throw new FileAlreadyExistsException(path.toString());
        }
        journal.add(NameChange.create(place.directory, place.name, new DirectoryNode(newTimes())));
        touch(place.directory);
    }

    void delete(FaultyPath path) throws IOException {
        Place place = place(path);
        Node node = place.node();
        if (node == null) {
            throw new NoSuchFileException(path.toString());
        }
        requireEmpty(node, path);
        journal.add(NameChange.delete(place.directory, place.name, node));
        touch(place.directory);
    }

    void move(FaultyPath from, FaultyPath to, MoveMode mode) throws IOException {
        Place source = place(from);
        Place target = place(to);
        Node moved = find(from);
        Node replaced = target.node();
        if (replaced == moved) {
            return;
        }
        if (moved instanceof DirectoryNode
                && to.toAbsolutePath()
                        .normalize()
                        .startsWith(from.toAbsolutePath().normalize())) {
            throw new FileSystemException(from.toString(), to.toString(), "A directory cannot be moved into itself");
        }
        if (replaced != null) {
            requireReplaceable(replaced, moved, to, mode);
        }
        if (replaced != null && mode == MoveMode.DELETE_FIRST) {
            delete(to);
            replaced = null;
        }
        journal.add(NameChange.move(
                new NameChange.Edit(source.directory, source.name, null),
                new NameChange.Edit(target.directory, target.name, moved),
                replaced));
        touch(source.directory);
        touch(target.directory);
    }

    private static void requireReplaceable(Node there, Node moved, FaultyPath path, MoveMode mode) throws IOException {
        if (mode == MoveMode.KEEP) {
            throw new FileAlreadyExistsException(path.toString());
        }
        if (mode == MoveMode.ATOMIC && there.getClass() != moved.getClass()) {
            throw new FileSystemException(
                    path.toString(), null, there instanceof DirectoryNode ? "Is a directory" : "Not a directory");
        }
        requireEmpty(there, path);
    }

    void force(DirectoryNode directory) {
        journal.force(directory);
    }

    void touch(Node node) {
        node.times().modified = FileTime.from(clock.instant());
    }

    /** {@return the bytes of all files that have a name, and of others that are open} */
    long bytes(Collection<Node> open) {
        Set<FileNode> files = Collections.newSetFromMap(new IdentityHashMap<>());
        open.forEach(node -> collect(node, files));
        collect(root, files);
        return files.stream().mapToLong(file -> file.content().size()).sum();
    }

    private static void collect(Node node, Set<FileNode> files) {
        if (node instanceof FileNode file) {
            files.add(file);
        } else if (node instanceof DirectoryNode directory) {
            directory.cached().values().forEach(inside -> collect(inside, files));
        }
    }

    void crash(SplittableRandom random) {
        journal.crash(random);
        restart(root, random);
    }

    private static void restart(Node node, SplittableRandom random) {
        if (node instanceof FileNode file) {
            file.become(file.content().afterCrash(random));
        } else if (node instanceof DirectoryNode directory) {
            directory.cached().clear();
            directory.cached().putAll(directory.durable());
            directory.cached().values().forEach(inside -> restart(inside, random));
        }
    }

    private static void requireEmpty(Node node, FaultyPath path) throws DirectoryNotEmptyException {
        if (node instanceof DirectoryNode directory && !directory.cached().isEmpty()) {
            throw new DirectoryNotEmptyException(path.toString());
        }
    }

    private Place place(FaultyPath path) throws IOException {
        List<String> names = path.names();
        FaultyPath parent = path.toAbsolutePath().normalize().getParent();
        if (parent == null) {
            throw new FileSystemException(path.toString(), null, "The root cannot be created, moved or deleted");
        }
        return new Place(directory(parent), names.get(names.size() - 1));
    }

    private Node.Times newTimes() {
        return new Node.Times(clock.instant());
    }

    /** A name in a directory, for something that is there or not. */
    private record Place(DirectoryNode directory, String name) {

        @Nullable Node node() {
            return directory.cached().get(name);
        }
    }
}
