// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mlops4j.data.RelativePath;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.StorageException;

/**
 * A directory that is read and never left: symbolic links under it are refused, whatever they point at, and names that
 * come out of files are taken for relative paths or not at all.
 */
final class Tree {

    private static final long TEXT_BYTES = 64L << 20;

    private final Path root;

    private Tree(Path root) {
        this.root = root;
    }

    /** {@return the directory; a link to it is followed, as the caller named it} */
    static Tree of(Path directory) {
        try {
            Path real = directory.toRealPath();
            if (!Files.isDirectory(real)) {
                throw new NotFoundException(directory + " is not a directory");
            }
            return new Tree(real);
        } catch (IOException e) {
            throw new NotFoundException("there is no directory " + directory, e);
        }
    }

    Path root() {
        return root;
    }

    boolean hasDirectory(String path) {
        return Files.isDirectory(place(path), LinkOption.NOFOLLOW_LINKS);
    }

    boolean hasFile(String path) {
        return Files.isRegularFile(place(path), LinkOption.NOFOLLOW_LINKS);
    }

    /** {@return a directory within this one} */
    Tree directory(String path) {
        if (!hasDirectory(path)) {
            throw new NotFoundException("there is no directory '" + path + "' in " + root);
        }
        return new Tree(place(path));
    }

    /** {@return the names of the directories in this one, in order} */
    List<String> directories() {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new StorageException("could not list " + root, e);
        }
    }

    /**
     * {@return all files under this directory, by their path with slashes}
     *
     * @throws InvalidException if there is a symbolic link or something else that is no file
     */
    SortedMap<String, Path> files() {
        try (Stream<Path> entries = Files.walk(root)) {
            SortedMap<String, Path> files = new TreeMap<>();
            entries.filter(entry -> !Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
                    .forEach(entry -> files.put(relative(entry), entry));
            return files;
        } catch (IOException e) {
            throw new StorageException("could not list " + root, e);
        }
    }

    /** {@return a file as text in UTF-8} */
    String text(String path) {
        return text(place(path));
    }

    /** {@return a file that {@link #files} listed as text in UTF-8} */
    static String text(Path file) {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new NotFoundException("there is no file " + file);
            }
            if (Files.size(file) > TEXT_BYTES) {
                throw new InvalidException(file + " has more than " + TEXT_BYTES + " bytes");
            }
            return Files.readString(file, UTF_8);
        } catch (CharacterCodingException e) {
            throw new InvalidException(file + " is not text in UTF-8", e);
        } catch (IOException e) {
            throw new StorageException("could not read " + file, e);
        }
    }

    /** {@return whether a name found in a directory can be one that MLflow gave to an experiment, a run or a model} */
    static boolean isPlain(String name) {
        return !name.startsWith(".") && !name.contains("\\") && !name.contains(":");
    }

    private Path place(String path) {
        Path place = root;
        for (String segment : new RelativePath(path).segments()) {
            place = place.resolve(segment);
            requireNoLink(place);
        }
        return place;
    }

    private String relative(Path entry) {
        requireNoLink(entry);
        if (!Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
            throw new InvalidException(entry + " is not a file");
        }
        StringBuilder path = new StringBuilder();
        for (Path segment : root.relativize(entry)) {
            path.append(path.isEmpty() ? "" : "/").append(segment);
        }
        return path.toString();
    }

    private static void requireNoLink(Path entry) {
        if (Files.isSymbolicLink(entry)) {
            throw new InvalidException(entry + " is a symbolic link; links are not followed. Copy the file there");
        }
    }
}
