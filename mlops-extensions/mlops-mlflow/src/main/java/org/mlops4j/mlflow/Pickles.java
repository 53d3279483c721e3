// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.StorageException;

/** What becomes of models with files that run code when they are read: pickles, and serialized Java objects. */
public enum Pickles {

    /** Such a model is refused. */
    REFUSE,

    /** Such a model is kept with its files. Nothing here ever reads them, so it can be exported, not served. */
    KEEP;

    /** Refuses a model with such a file if this says so. */
    void check(Map<String, Path> files) {
        if (this == REFUSE) {
            find(files).ifPresent(file -> {
                throw new InvalidException("file '" + file + "' is a pickle or holds serialized objects, and runs code"
                        + " when it is read. Save the model in a format of its library, or keep it unread by"
                        + " pickles(Pickles.KEEP)");
            });
        }
    }

    /** {@return the first file that is one, by its first bytes whatever it is called, or by its name} */
    static Optional<String> find(Map<String, Path> files) {
        return files.entrySet().stream()
                .filter(file -> isCalledOne(file.getKey()) || beginsLikeOne(file.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean isCalledOne(String name) {
        return name.toLowerCase(Locale.ROOT).matches(".*\\.(pkl|pickle|joblib|dill|cloudpickle)");
    }

    /** Protocols 2 to 5 begin with their number; older ones are known by name only. */
    private static boolean beginsLikeOne(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] begin = in.readNBytes(4);
            boolean pickle = begin.length >= 2 && begin[0] == (byte) 0x80 && begin[1] >= 2 && begin[1] <= 5;
            boolean java = begin.length == 4 && begin[0] == (byte) 0xAC && begin[1] == (byte) 0xED && begin[2] == 0;
            return pickle || java;
        } catch (IOException e) {
            throw new StorageException("could not read " + file, e);
        }
    }
}
