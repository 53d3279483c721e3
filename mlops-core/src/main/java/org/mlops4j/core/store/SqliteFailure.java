// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import java.sql.SQLException;
import org.mlops4j.error.ConflictException;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.MlopsException;
import org.mlops4j.error.StorageException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Turns what SQLite says into the failures of the library. */
final class SqliteFailure {

    private SqliteFailure() {}

    static MlopsException of(String what, String file, SQLException cause) {
        String message = "could not " + what + " in " + file;
        return switch (primary(cause)) {
            case SQLITE_CORRUPT, SQLITE_NOTADB ->
                new CorruptException(
                        message + ": the file is damaged or no SQLite database. Restore it from a backup.", cause);
            case SQLITE_BUSY, SQLITE_LOCKED ->
                new ConflictException(message + ": other processes kept it locked. Try again.", cause);
            case SQLITE_FULL ->
                new StorageException(message + ": the disk is full. Free some space and try again.", cause);
            case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH ->
                new StorageException(
                        message + ": it cannot be opened for writing. Check the owner and the permissions"
                                + " of the file and of its directory.",
                        cause);
            default -> new StorageException(message + ": " + cause.getMessage(), cause);
        };
    }

    static boolean isBusy(SQLException e) {
        return primary(e) == SQLiteErrorCode.SQLITE_BUSY || primary(e) == SQLiteErrorCode.SQLITE_LOCKED;
    }

    /**
     * {@return whether a commit that failed so may be found done after a crash} Its frames may have reached the disk
     * although the write or the sync of the log reported an error. Errors of the shared index come before any frame.
     */
    static boolean leavesOutcomeOpen(SQLException e) {
        return primary(e) == SQLiteErrorCode.SQLITE_IOERR && !code(e).name().startsWith("SQLITE_IOERR_SHM");
    }

    private static SQLiteErrorCode code(SQLException e) {
        return e instanceof SQLiteException sqlite ? sqlite.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
    }

    private static SQLiteErrorCode primary(SQLException e) {
        int extended = code(e).code;
        return extended < 0 ? SQLiteErrorCode.UNKNOWN_ERROR : SQLiteErrorCode.getErrorCode(extended & 0xff);
    }
}
