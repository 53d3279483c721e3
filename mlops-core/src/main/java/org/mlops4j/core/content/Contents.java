// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.content;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.StorageException;
import org.mlops4j.registry.ModelPackage;

/** Opens what callers hand over and says what is wrong with it in our terms. */
public final class Contents {

    private Contents() {}

    /**
     * {@return what a use made of the bytes}
     *
     * @param what what the bytes are, for the message
     * @throws NotFoundException if they come from a file that is not there
     * @throws StorageException if they cannot be read
     */
    public static <T> T read(String what, ModelPackage.Content content, Use<T> use) {
        try (InputStream in = content.open()) {
            return use.of(in);
        } catch (NoSuchFileException | FileNotFoundException e) {
            throw new NotFoundException(what + " is missing: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new StorageException(what + " could not be read: " + e, e);
        }
    }

    /** What is done with the bytes. */
    @FunctionalInterface
    public interface Use<T> {

        /** {@return what comes of it} */
        T of(InputStream bytes) throws IOException;
    }
}
