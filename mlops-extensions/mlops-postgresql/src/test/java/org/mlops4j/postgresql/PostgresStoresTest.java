// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.postgresql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.StorageException;
import org.mlops4j.identity.Actor;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.OnlineStore.Entry;
import org.mlops4j.tracking.MetricPoint;
import org.mlops4j.tracking.Run;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PostgresStoresTest {

    private static final String SECRET = "s3cret-word";

    @TempDir
    private Path scratch;

    @Test
    void aHandleOnPostgresAndFilesKeepsRunsAndModels() {
        String run;
        try (PostgresStores stores = TestServer.open(scratch);
                Mlops mlops = mlops(stores)) {
            try (Run tracked = mlops.tracking().start("flights")) {
                tracked.metric("auc", 0.75);
                tracked.register("late", ModelPackage.of("linear").withFile("model", "weights".getBytes(UTF_8)));
                run = tracked.id();
            }
            mlops.registry().alias("late", "champion").moveTo(mlops.registry().load("late", 1), "first");
        }
        try (PostgresStores stores = TestServer.open(scratch);
                Mlops mlops = mlops(stores)) {
            assertThat(mlops.tracking().metric(run, "auc"))
                    .extracting(MetricPoint::value)
                    .containsExactly(0.75);
            ModelVersion version = mlops.registry().resolve("late@champion");
            assertThat(version.number()).isEqualTo(1);
            assertThat(mlops.registry().read(version, "model")).isEqualTo("weights".getBytes(UTF_8));
        }
    }

    private Mlops mlops(PostgresStores stores) {
        return Mlops.builder()
                .metadata(stores.metadata())
                .series(stores.series())
                .events(stores.events())
                .online(stores.online())
                .directory(scratch)
                .actor(Actor.of("ana"))
                .open();
    }

    @Test
    void closingOneStoreLeavesTheOthersOpen() {
        try (PostgresStores stores = PostgresStores.builder()
                .url(TestServer.url(), new Properties())
                .schema(TestServer.schema(scratch))
                .open()) {
            stores.series().close();
            stores.metadata().write(w -> w.put("run", "1", Document.of(1), Map.of()));
            assertThatThrownBy(() -> stores.series().latest("a")).isInstanceOf(IllegalStateException.class);
            stores.metadata().close();
            stores.events().close();
            stores.online().close();
        }
        // The server notices a little later; if it never does, the test runs into its timeout.
        while (TestServer.number("select count(*) from pg_stat_activity where application_name = 'mlops4j'") > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void manyMayOpenAnEmptyDatabaseAtTheSameMoment() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        CyclicBarrier start = new CyclicBarrier(6);
        List<Future<Boolean>> opened = IntStream.range(0, 6)
                .mapToObj(i -> threads.submit(() -> {
                    start.await();
                    try (PostgresStores stores = TestServer.open(scratch)) {
                        return stores.series().names("", 1).isEmpty();
                    }
                }))
                .toList();
        for (Future<Boolean> one : opened) {
            assertThat(one.get()).isTrue();
        }
        threads.shutdown();
    }

    @Test
    void otherFormatsAndForeignOrChangedTablesAreRefused() {
        String schema = TestServer.schema(scratch);
        TestServer.open(scratch).close();
        TestServer.execute("create index mine on " + schema + ".documents (version)");
        TestServer.open(scratch).close();
        TestServer.execute("alter table " + schema + ".changes alter column deleted drop not null");
        assertThatThrownBy(() -> TestServer.open(scratch))
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining("schema " + schema);
        TestServer.execute("insert into " + schema + ".mlops_schema values (2, 'x', 'x')");
        assertThatThrownBy(() -> TestServer.open(scratch))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("has format 2");
        TestServer.execute("drop table " + schema + ".mlops_schema");
        assertThatThrownBy(() -> TestServer.open(scratch))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("tables of another program");
    }

    @Test
    void aRoleWithoutTheRightToCreateMayOpenWhatIsThere() {
        String schema = TestServer.schema(scratch);
        TestServer.open(scratch).close();
        TestServer.execute("create role reader" + schema + " login");
        assertThatThrownBy(() -> as("reader" + schema))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("Grant the role");
        TestServer.execute("grant usage on schema " + schema + " to reader" + schema);
        TestServer.execute(
                "grant select, insert, update, delete on all tables in schema " + schema + " to reader" + schema);
        try (PostgresStores stores = as("reader" + schema)) {
            stores.metadata().write(w -> w.put("run", "1", Document.of(1), Map.of()));
            stores.online().put("view", List.of(new Entry("a", 1, "s", null)));
        }
    }

    private PostgresStores as(String role) {
        return PostgresStores.builder()
                .url(TestServer.url().replaceFirst("\\?.*", ""), properties("user", role))
                .schema(TestServer.schema(scratch))
                .open();
    }

    @Test
    void noPasswordIsEverShown() {
        Properties properties = properties("user", "nobody");
        properties.setProperty("password", SECRET);
        String server = TestServer.url().replaceFirst("\\?.*", "");
        for (String url : List.of(
                server,
                server.replaceFirst("/postgres$", "/nosuchdatabase") + "?password=" + SECRET + "&user=postgres",
                "jdbc:postgresql://localhost:1/x?password=" + SECRET,
                "jdbc:postgresql://localhost:port/x?password=" + SECRET,
                "jdbc:other://ana:" + SECRET + "@localhost/x")) {
            Throwable failure =
                    catchThrowable(() -> PostgresStores.open(url, properties).close());
            assertThat(failure).as(url).isInstanceOfAny(StorageException.class, InvalidException.class);
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                assertThat(cause.toString()).doesNotContain(SECRET);
            }
        }
    }

    @Test
    void failuresToConnectSayWhatToDo() {
        String server = TestServer.url().replaceFirst("\\?.*", "");
        assertThatThrownBy(() -> PostgresStores.open(server, properties("user", "nobody")))
                .hasMessageContaining("role \"nobody\" does not exist")
                .hasMessageContaining("Check the user, the password");
        assertThatThrownBy(() -> PostgresStores.open(
                        server.replaceFirst("/postgres$", "/nosuch"), properties("user", "postgres")))
                .hasMessageContaining("Create the database first");
        assertThatThrownBy(() -> PostgresStores.open("jdbc:postgresql://localhost:1/x", new Properties()))
                .hasMessageContaining("localhost:1/x, schema mlops")
                .hasMessageContaining("Check that the server runs");
    }

    @Test
    void anExhaustedPoolIsAClearError() {
        try (HikariDataSource pool = TestServer.pool(TestServer.url())) {
            pool.setMaximumPoolSize(1);
            pool.setConnectionTimeout(250);
            try (PostgresStores stores = PostgresStores.builder()
                    .dataSource(pool)
                    .schema(TestServer.schema(scratch))
                    .open()) {
                assertThatThrownBy(() ->
                                stores.metadata().read(r -> stores.series().latest("a")))
                        .isInstanceOf(StorageException.class)
                        .hasMessageContaining("no connection became free in time")
                        .hasMessageContaining("Give the pool more connections");
                assertThat(stores.series().latest("a")).isEmpty();
            }
        }
    }

    @Test
    void anAttributeThatNoIndexCanHoldIsRefusedAsInvalid() {
        String noise = new Random(7)
                .ints(9_000, 0x4e00, 0x9000)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        try (PostgresStores stores = TestServer.open(scratch)) {
            assertThatThrownBy(() -> stores.metadata()
                            .write(w -> w.put("run", "1", Document.of(1), Map.of("text", Document.of(noise)))))
                    .isInstanceOf(InvalidException.class)
                    .hasMessageContaining("too long for an index");
            assertThat(stores.metadata().<Long>read(MetadataReader::lastChange)).isZero();
        }
    }

    @Test
    void whatPostgresCannotHoldIsRefusedAsInvalid() {
        try (PostgresStores stores = TestServer.open(scratch)) {
            assertThatThrownBy(() -> stores.online().put("view", List.of(new Entry("a", 1, "\u0000", null))))
                    .isInstanceOf(InvalidException.class)
                    .hasMessageContaining("U+0000");
        }
    }

    @Test
    void aWaitThatIsClosedEndsAtOnceAndLeavesNoThread() throws Exception {
        PostgresStores stores = TestServer.open(scratch);
        ExecutorService threads = Executors.newFixedThreadPool(1);
        Future<Long> waiting = threads.submit(() -> stores.metadata().await(0, Duration.ofSeconds(50)));
        String thread = "mlops-postgresql listens";
        while (Thread.getAllStackTraces().keySet().stream()
                .noneMatch(t -> t.getName().startsWith(thread))) {
            Thread.onSpinWait();
        }
        stores.close();
        assertThatThrownBy(waiting::get).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(t -> t.getName().startsWith(thread));
        threads.shutdown();
    }

    @Test
    void namesOfSchemasAreChecked() {
        for (String name : List.of("", "pg_mine", "s".repeat(64), "a\u0000b")) {
            assertThatThrownBy(() -> PostgresStores.builder().schema(name)).isInstanceOf(InvalidException.class);
        }
        String odd = "odd ' \" ; -- " + TestServer.schema(scratch);
        for (int i = 0; i < 2; i++) {
            try (PostgresStores stores = PostgresStores.builder()
                    .dataSource(TestServer.pool())
                    .schema(odd)
                    .open()) {
                stores.metadata().write(w -> w.put("run", "1", Document.of(1), Map.of()));
            }
        }
    }

    private static Properties properties(String name, String value) {
        Properties properties = new Properties();
        properties.setProperty(name, value);
        return properties;
    }
}
