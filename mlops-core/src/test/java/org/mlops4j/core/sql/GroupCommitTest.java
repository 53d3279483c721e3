// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.error.StorageException;
import org.mlops4j.spi.MetadataCondition.Letters;

/** Groups on a real SQLite file, made by threads that wait for their turn while another one works. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class GroupCommitTest {

    @TempDir
    private Path scratch;

    private SqlConnection connection;
    private GroupCommit writing;
    private int commits;
    private int failingCommits;

    @BeforeEach
    void open() throws SQLException {
        connection = new SqlConnection(
                DriverManager.getConnection("jdbc:sqlite:" + scratch.resolve("group.db")),
                "group.db",
                (what, place, cause) -> new StorageException("could not " + what, cause),
                new NoTexts());
        connection.update("create table t (id integer primary key)");
        writing = new GroupCommit(new Transactions(), Duration.ofMinutes(1));
    }

    /** Nothing here looks for texts. */
    private record NoTexts() implements SqlBytes {

        @Override
        public String contains(String text, String part, Letters letters) {
            throw new AssertionError(part);
        }

        @Override
        public String same(String text, String part, Letters letters) {
            throw new AssertionError(part);
        }
    }

    @AfterEach
    void close() {
        connection.close();
    }

    @Test
    void whoIsAloneCommitsAtOnce() {
        writing.write(c -> insert(c, 1));
        writing.write(c -> insert(c, 2));
        assertThat(commits).isEqualTo(2);
        assertThat(stored()).containsExactly(1L, 2L);
    }

    @Test
    void thoseWhoWaitShareACommit() throws Exception {
        List<FutureTask<Integer>> tasks = together(c -> insert(c, 1), c -> insert(c, 2), c -> insert(c, 3));
        for (FutureTask<Integer> task : tasks) {
            assertThat(task.get()).isEqualTo(1);
        }
        assertThat(commits).isEqualTo(1);
        assertThat(stored()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void workThatThrowsIsUndoneAlone() throws Exception {
        List<FutureTask<Integer>> tasks = together(
                c -> insert(c, 1),
                c -> {
                    insert(c, 2);
                    throw new IllegalStateException("stop");
                },
                c -> insert(c, 3));
        assertThat(tasks.get(0).get()).isEqualTo(1);
        assertThatThrownBy(tasks.get(1)::get).hasRootCauseMessage("stop");
        assertThat(tasks.get(2).get()).isEqualTo(1);
        assertThat(stored()).containsExactly(1L, 3L);
    }

    @Test
    void aStatementThatFailsMakesTheOthersWorkAgain() throws Exception {
        List<FutureTask<Integer>> tasks =
                together(c -> insert(c, 1), c -> c.update("insert into nowhere values (1)"), c -> insert(c, 3));
        assertThat(tasks.get(0).get()).isEqualTo(1);
        assertThatThrownBy(tasks.get(1)::get).hasCauseInstanceOf(StorageException.class);
        assertThat(tasks.get(2).get()).isEqualTo(1);
        assertThat(stored()).containsExactly(1L, 3L);
    }

    @Test
    void aCommitThatFailsIsToldToEveryoneInIt() throws InterruptedException {
        failingCommits = 1;
        for (FutureTask<Integer> task : together(c -> insert(c, 1), c -> insert(c, 2))) {
            assertThatThrownBy(task::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("the disk is full");
        }
        assertThat(stored()).isEmpty();
        writing.write(c -> insert(c, 4));
        assertThat(stored()).containsExactly(4L);
    }

    @Test
    void whoWorksAloneIsNotStoppedByACommitOfOthers() throws Exception {
        failingCommits = 1;
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        FutureTask<Integer> writer = new FutureTask<>(() -> writing.write(c -> {
            working.countDown();
            await(goOn);
            return insert(c, 1);
        }));
        new Thread(writer).start();
        working.await();
        FutureTask<String> alone = new FutureTask<>(() -> writing.alone(() -> "done"));
        startAndWaitUntilQueued(new Thread(alone));
        goOn.countDown();
        assertThat(alone.get()).isEqualTo("done");
        assertThatThrownBy(writer::get).hasRootCauseMessage("the disk is full");
    }

    /** {@return works that have been begun one behind the other, the first of which ends when all others wait} */
    @SafeVarargs
    private List<FutureTask<Integer>> together(Function<SqlConnection, Integer>... works) throws InterruptedException {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        List<FutureTask<Integer>> tasks = new ArrayList<>();
        tasks.add(new FutureTask<>(() -> writing.write(c -> {
            working.countDown();
            await(goOn);
            return works[0].apply(c);
        })));
        new Thread(tasks.get(0)).start();
        working.await();
        for (int i = 1; i < works.length; i++) {
            Function<SqlConnection, Integer> work = works[i];
            tasks.add(new FutureTask<>(() -> writing.write(work)));
            startAndWaitUntilQueued(new Thread(tasks.get(i)));
        }
        goOn.countDown();
        return tasks;
    }

    private static void startAndWaitUntilQueued(Thread thread) {
        thread.start();
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static int insert(SqlConnection connection, long id) {
        return connection.update("insert into t (id) values (?)", id);
    }

    private List<Long> stored() {
        return connection.list("select id from t order by id", row -> row.getLong(1));
    }

    /** The transactions of the one connection, of which the first commits may fail. */
    private final class Transactions implements GroupCommit.Transactions {

        @Override
        public SqlConnection begin() {
            connection.control("begin immediate");
            return connection;
        }

        @Override
        public void commit(SqlConnection open) {
            if (failingCommits > 0) {
                failingCommits--;
                open.control("rollback");
                throw new StorageException("the disk is full");
            }
            open.control("commit");
            commits++;
        }

        @Override
        public void rollBack(SqlConnection open, Throwable cause) {
            open.clearFailure();
            open.control("rollback");
        }
    }
}
