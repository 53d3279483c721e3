// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.mlops4j.error.ConflictException;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.MlopsException;
import org.mlops4j.error.OutcomeUnknownException;
import org.mlops4j.error.StorageException;

/**
 * Turns what PostgreSQL says into the failures of the library.
 *
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL error codes</a>
 */
final class PostgresFailure {

    /** The server ended the transaction in favour of another; the same work may succeed. */
    private static final Set<String> LOST_RACES = Set.of("40001", "40P01");

    private PostgresFailure() {}

    static MlopsException of(String what, String place, SQLException cause) {
        String message = "could not " + what + " in " + place;
        String state = state(cause);
        if (cause instanceof SQLTransientConnectionException && !isRefusal(state)) {
            return new StorageException(
                    message + ": no connection became free in time. Give the pool more connections, or look for calls"
                            + " that keep theirs for long: " + cause.getMessage(),
                    cause);
        }
        return switch (state) {
            case "40001", "40P01" ->
                new ConflictException(message + ": other writers won again and again. Try again.", cause);
            case "55P03" ->
                new ConflictException(message + ": another process kept its write open too long. Try again.", cause);
            case "XX001", "XX002" ->
                new CorruptException(
                        message + ": PostgreSQL found damage (" + cause.getMessage() + "). Restore a backup.", cause);
            case "22021" ->
                new InvalidException(message + ": a text holds the character U+0000, which PostgreSQL cannot.", cause);
            case "54000" ->
                new InvalidException(
                        message + ": a key is too long for an index of PostgreSQL, which holds some 2,700"
                                + " bytes of UTF-8: " + cause.getMessage(),
                        cause);
            default -> new StorageException(message + ": " + cause.getMessage() + remedy(state), cause);
        };
    }

    /** {@return a failure that says what to do when a commit was sent and no answer came} */
    static OutcomeUnknownException outcomeUnknown(String place, SQLException cause) {
        return new OutcomeUnknownException(
                "the connection to " + place + " was lost while a commit was confirmed: " + cause.getMessage()
                        + ". Look whether the change is there before you repeat it.",
                cause);
    }

    /**
     * {@return whether a commit that failed so may have happened} What PostgreSQL refuses by an ordinary error is
     * undone; a lost connection, a server that goes down and failures of its disk or memory leave it open.
     */
    static boolean leavesOutcomeOpen(SQLException e) {
        String state = state(e);
        return state.isEmpty()
                || state.startsWith("08")
                || state.startsWith("57P")
                || state.startsWith("58")
                || state.startsWith("53")
                || state.startsWith("XX");
    }

    /** {@return whether the transaction was undone for a reason that another attempt may not meet} */
    static boolean isWorthAnotherAttempt(MlopsException failure) {
        return !(failure instanceof OutcomeUnknownException)
                && failure.getCause() instanceof SQLException cause
                && !(cause instanceof SQLTransientConnectionException)
                && (LOST_RACES.contains(state(cause)) || isLostConnection(cause));
    }

    /** {@return whether a connection broke that had been there} */
    static boolean isLostConnection(SQLException e) {
        String state = state(e);
        return switch (state) {
            case "08003", "08006", "25P03", "57P01", "57P02", "57P05" -> true;
            default -> false;
        };
    }

    private static String remedy(String state) {
        if (state.startsWith("28")) {
            return ". Check the user, the password and pg_hba.conf.";
        }
        if (state.startsWith("08")) {
            return ". Check that the server runs and can be reached from here.";
        }
        return switch (state) {
            case "3D000" -> ". Create the database first.";
            case "25006" -> ". This is a replica; connect to the primary (targetServerType=primary).";
            case "42501" -> ". Grant the role what docs/postgresql.md lists.";
            case "53100" -> ". The disk of the server is full; free some space.";
            case "53300" -> ". The server has no connections left; use smaller pools or raise max_connections.";
            case "57014" -> ". A statement_timeout or an administrator ended the statement.";
            case "57P01", "57P02", "57P03" -> ". The server stops or starts; try again when it is up.";
            default -> "";
        };
    }

    private static boolean isRefusal(String state) {
        return state.startsWith("08")
                || state.startsWith("28")
                || state.startsWith("3D")
                || state.startsWith("53")
                || state.startsWith("57");
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }
}
