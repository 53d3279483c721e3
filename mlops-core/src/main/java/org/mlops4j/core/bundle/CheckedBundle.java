// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mlops4j.bundle.BundleLimits;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.DocumentText;
import org.mlops4j.data.RelativePath;
import org.mlops4j.error.InvalidException;
import org.mlops4j.progress.Progress;

/** A bundle of which every file is listed, once, and is what the list says, each time it is read. */
final class CheckedBundle {

    /** Texts are read as a whole, which a heap of 128 MiB has to bear. */
    private static final int LONGEST_TEXT = 16 << 20;

    private final BundleSource source;
    private final DocumentText json;
    private final BundleIndex index;
    private final SortedMap<String, BundleIndex.Entry> files = new TreeMap<>();

    private CheckedBundle(BundleSource source, DocumentText json) throws IOException {
        this.source = source;
        this.json = json;
        this.index = BundleIndex.from(read(BundleIndex.NAME, source.open(BundleIndex.NAME)));
    }

    /** {@return the bundle, all of which was read} */
    static CheckedBundle check(BundleSource source, DocumentText json, BundleLimits limits, Progress.Work progress)
            throws IOException {
        Set<String> names = new HashSet<>();
        for (String name : source.names()) {
            new RelativePath(name);
            if (!names.add(name)) {
                throw new InvalidException("'" + name + "' is in it twice");
            }
        }
        if (!names.remove(BundleIndex.NAME)) {
            throw new InvalidException("it has no " + BundleIndex.NAME + " at its top");
        }
        CheckedBundle bundle = new CheckedBundle(source, json);
        bundle.requireSameFiles(names, limits);
        bundle.readAll(progress);
        return bundle;
    }

    /** Refuses a bundle of too many files. */
    static void requireFewer(int files, BundleLimits limits) {
        if (files > limits.files()) {
            throw new InvalidException("it has more than " + limits.files() + " files");
        }
    }

    BundleIndex index() {
        return index;
    }

    Document document(String path) throws IOException {
        return read(path, open(path));
    }

    /** {@return the bytes of a file; the stream fails at its end if they are not those that the list says} */
    InputStream open(String path) throws IOException {
        BundleIndex.Entry entry = files.get(path);
        if (entry == null) {
            throw new InvalidException("'" + path + "' is not in it");
        }
        return new Verified(source.open(path), entry);
    }

    private void requireSameFiles(Set<String> names, BundleLimits limits) {
        long bytes = 0;
        for (BundleIndex.Entry entry : index.files()) {
            if (files.put(entry.path(), entry) != null) {
                throw new InvalidException("'" + entry.path() + "' is listed twice");
            }
            if (entry.bytes() < 0 || entry.bytes() > limits.bytes() - bytes) {
                throw new InvalidException("its files have more than " + limits.bytes() + " bytes");
            }
            bytes += entry.bytes();
        }
        requireNone("are listed and not in it", files.keySet(), names);
        requireNone("are in it and not listed", names, files.keySet());
    }

    private static void requireNone(String what, Set<String> of, Set<String> without) {
        Set<String> others = new TreeSet<>(of);
        others.removeAll(without);
        if (!others.isEmpty()) {
            throw new InvalidException("files " + what + ": "
                    + String.join(", ", others.stream().limit(10).toList()));
        }
    }

    private void readAll(Progress.Work progress) throws IOException {
        int done = 0;
        for (String path : files.keySet()) {
            try (InputStream in = open(path)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            progress.at(++done);
        }
    }

    private Document read(String path, InputStream bytes) throws IOException {
        try (bytes) {
            byte[] text = bytes.readNBytes(LONGEST_TEXT + 1);
            if (text.length > LONGEST_TEXT) {
                throw new InvalidException("'" + path + "' has more than " + LONGEST_TEXT + " bytes");
            }
            return json.read(new String(text, StandardCharsets.UTF_8));
        }
    }

    /** Reads no more than was said, and compares the digest at the end. */
    private static final class Verified extends InputStream {

        private final InputStream in;
        private final BundleIndex.Entry entry;
        private final MessageDigest sha256 = Digest.sha256();
        private long count;
        private boolean ended;

        Verified(InputStream in, BundleIndex.Entry entry) {
            this.in = in;
            this.entry = entry;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = readNamed(target, offset, length);
            if (read > 0) {
                count += read;
                sha256.update(target, offset, read);
            }
            if (count > entry.bytes() || (read < 0 && count < entry.bytes())) {
                throw new InvalidException("'" + entry.path() + "' has " + (read < 0 ? "only " : "more than ")
                        + (read < 0 ? count : entry.bytes()) + " bytes, the list says " + entry.bytes());
            }
            if (read < 0 && !ended && !Digest.from(sha256).equals(entry.digest())) {
                throw new InvalidException("'" + entry.path() + "' has not the SHA-256 that the list says");
            }
            ended |= read < 0;
            return read;
        }

        private int readNamed(byte[] target, int offset, int length) throws IOException {
            try {
                return in.read(target, offset, length);
            } catch (IOException e) {
                throw new InvalidException("'" + entry.path() + "' cannot be read: " + e.getMessage(), e);
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
