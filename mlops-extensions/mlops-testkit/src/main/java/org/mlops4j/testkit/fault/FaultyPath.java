// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit.fault;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Names between slashes. The root is absolute and without names; the empty path is relative with one empty name. */
final class FaultyPath implements Path {

    private static final String SEPARATOR = "/";

    private final FaultyFileSystem fileSystem;
    private final boolean absolute;
    private final List<String> names;

    private FaultyPath(FaultyFileSystem fileSystem, boolean absolute, List<String> names) {
        this.fileSystem = fileSystem;
        this.absolute = absolute;
        this.names = absolute || !names.isEmpty() ? List.copyOf(names) : List.of("");
    }

    static FaultyPath parse(FaultyFileSystem fileSystem, String text) {
        List<String> names = Arrays.stream(text.split(SEPARATOR))
                .filter(name -> !name.isEmpty())
                .toList();
        return new FaultyPath(fileSystem, text.startsWith(SEPARATOR), names);
    }

    /** {@return a path of a faulty file system} */
    static FaultyPath of(Path path) {
        if (path instanceof FaultyPath faulty) {
            return faulty;
        }
        throw new ProviderMismatchException("'" + path + "' is a path of " + path.getFileSystem()
                + ", not of a FaultyFileSystem. Resolve it against FaultyFileSystem.root().");
    }

    private FaultyPath with(boolean isAbsolute, List<String> newNames) {
        return new FaultyPath(fileSystem, isAbsolute, newNames);
    }

    private FaultyPath parse(String text) {
        return parse(fileSystem, text);
    }

    /** {@return the names from the root to this path, without dots} */
    List<String> names() {
        return toAbsolutePath().normalize().names;
    }

    private boolean isEmpty() {
        return !absolute && names.equals(List.of(""));
    }

    private List<String> steps() {
        return isEmpty() ? List.of() : names;
    }

    @Override
    public FaultyFileSystem getFileSystem() {
        return fileSystem;
    }

    @Override
    public boolean isAbsolute() {
        return absolute;
    }

    @Override
    public @Nullable FaultyPath getRoot() {
        return absolute ? with(true, List.of()) : null;
    }

    @Override
    public @Nullable FaultyPath getFileName() {
        return names.isEmpty() ? null : getName(names.size() - 1);
    }

    @Override
    public @Nullable FaultyPath getParent() {
        int above = names.size() - 1;
        return above > 0 || (above == 0 && absolute) ? with(absolute, names.subList(0, above)) : null;
    }

    @Override
    public int getNameCount() {
        return names.size();
    }

    @Override
    public FaultyPath getName(int index) {
        return subpath(index, index + 1);
    }

    @Override
    public FaultyPath subpath(int from, int to) {
        if (from < 0 || from >= to || to > names.size()) {
            throw new IllegalArgumentException("'" + this + "' has no names from " + from + " to " + to);
        }
        return with(false, names.subList(from, to));
    }

    @Override
    public boolean startsWith(Path other) {
        return other instanceof FaultyPath that
                && that.fileSystem == fileSystem
                && that.absolute == absolute
                && that.names.size() <= names.size()
                && that.names.equals(names.subList(0, that.names.size()));
    }

    @Override
    public boolean endsWith(Path other) {
        if (!(other instanceof FaultyPath that) || that.fileSystem != fileSystem) {
            return false;
        }
        int before = names.size() - that.names.size();
        return that.absolute ? equals(that) : before >= 0 && that.names.equals(names.subList(before, names.size()));
    }

    @Override
    public FaultyPath normalize() {
        List<String> kept = new ArrayList<>();
        for (String name : names) {
            boolean removable = !kept.isEmpty() && !kept.get(kept.size() - 1).equals("..");
            if (name.equals("..") && removable) {
                kept.remove(kept.size() - 1);
            } else if (!name.equals(".") && !(name.equals("..") && absolute)) {
                kept.add(name);
            }
        }
        return with(absolute, kept);
    }

    @Override
    public FaultyPath resolve(Path other) {
        FaultyPath that = of(other);
        if (that.absolute || isEmpty()) {
            return that;
        }
        if (that.isEmpty()) {
            return this;
        }
        List<String> all = new ArrayList<>(names);
        all.addAll(that.names);
        return with(absolute, all);
    }

    @Override
    public FaultyPath resolve(String other) {
        return resolve(parse(other));
    }

    @Override
    public FaultyPath relativize(Path other) {
        FaultyPath that = of(other);
        if (that.absolute != absolute) {
            throw new IllegalArgumentException(
                    "there is no way from '" + this + "' to '" + other + "': only one of them is absolute");
        }
        List<String> from = steps();
        List<String> to = that.steps();
        int common = 0;
        while (common < Math.min(from.size(), to.size()) && from.get(common).equals(to.get(common))) {
            common++;
        }
        List<String> way = new ArrayList<>(Collections.nCopies(from.size() - common, ".."));
        way.addAll(to.subList(common, to.size()));
        return with(false, way);
    }

    @Override
    public URI toUri() {
        try {
            return new URI(FaultyProvider.SCHEME, null, toAbsolutePath().toString(), null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + this + "' makes no URI: " + e.getMessage(), e);
        }
    }

    @Override
    public FaultyPath toAbsolutePath() {
        return absolute ? this : with(true, steps());
    }

    @Override
    public FaultyPath toRealPath(LinkOption... options) throws IOException {
        FaultyPath real = toAbsolutePath().normalize();
        fileSystem.provider().readAttributes(real, BasicFileAttributes.class);
        return real;
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException("a FaultyFileSystem watches nothing; list the directory instead");
    }

    @Override
    public int compareTo(Path other) {
        return toString().compareTo(of(other).toString());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FaultyPath that
                && that.fileSystem == fileSystem
                && that.absolute == absolute
                && that.names.equals(names);
    }

    @Override
    public int hashCode() {
        return Objects.hash(absolute, names);
    }

    @Override
    public String toString() {
        return (absolute ? SEPARATOR : "") + String.join(SEPARATOR, names);
    }
}
