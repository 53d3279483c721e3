// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.core.encoding.JacksonText;
import org.mlops4j.core.encoding.RandomTables;
import org.mlops4j.core.sql.SqlEventLog;
import org.mlops4j.core.sql.SqlMetadataStore;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.Table;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.MlopsException;
import org.mlops4j.error.StorageException;
import org.mlops4j.spi.EventLog;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.storage.Durability;

class BadStoreTest {

    @TempDir
    private Path scratch;

    @Test
    void aFileInPlaceOfTheDirectoryIsRefused() throws IOException {
        Path file = Files.write(scratch.resolve("file"), new byte[1]);
        assertThatThrownBy(() -> EmbeddedStores.open(file))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(file.toString());
        assertThatThrownBy(() -> EmbeddedStores.open(file.resolve("below"))).isInstanceOf(StorageException.class);
        assertThat(file).hasBinaryContent(new byte[1]);
    }

    @Test
    void aDirectoryInPlaceOfADatabaseIsRefused() throws IOException {
        Files.createDirectory(scratch.resolve("series.db"));
        assertThatThrownBy(() -> EmbeddedStores.open(scratch))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("series.db");
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsRefusedAtOnce() throws IOException {
        Path directory = Files.createDirectory(scratch.resolve("read-only"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeThat(Files.isWritable(directory))
                .as("permissions mean nothing to root")
                .isFalse();
        assertThatThrownBy(() -> EmbeddedStores.open(directory))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("read-only");
    }

    @Test
    void aDatabaseOfANewerFormatIsRefusedAndLeftAlone() throws IOException, SQLException {
        fill();
        execute("metadata.db", "insert into mlops_schema values (99, 'of a later release', '')");
        byte[] before = Files.readAllBytes(scratch.resolve("metadata.db"));
        assertThatThrownBy(() -> EmbeddedStores.open(scratch))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("metadata.db has format 3")
                .hasMessageContaining("newer");
        assertThat(scratch.resolve("metadata.db")).hasBinaryContent(before);
    }

    @Test
    void aDatabaseOfAnotherHistoryIsRefused() throws SQLException {
        fill();
        execute("events.db", "update mlops_schema set checksum = 'other'");
        assertThatThrownBy(() -> EmbeddedStores.open(scratch))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("events.db");
    }

    @Test
    void anIndexThatIsGoneIsFoundAtOpen() throws SQLException {
        fill();
        execute("events.db", "drop index chunks_by_time");
        assertThatThrownBy(() -> EmbeddedStores.open(scratch))
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining("events.db");
    }

    @Test
    void aDatabaseOfAnotherProgramIsRefusedAndLeftAlone() throws SQLException {
        execute("metadata.db", "create table theirs (a integer)");
        assertThatThrownBy(() -> EmbeddedStores.open(scratch))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("another program");
        execute("metadata.db", "insert into theirs values (1)");
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedAndLeftAlone() throws IOException {
        byte[] text =
                "this is no database, but a letter to a friend. ".repeat(100).getBytes(StandardCharsets.UTF_8);
        Files.write(scratch.resolve("metadata.db"), text);
        assertThatThrownBy(() -> EmbeddedStores.open(scratch))
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining("metadata.db");
        assertThat(scratch.resolve("metadata.db")).hasBinaryContent(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 512, 4_096, 8_192, 20_000})
    void aTruncatedDatabaseIsFoundOrHasEverything(int missing) throws IOException {
        fill();
        Object right = readDocuments();
        Path file = scratch.resolve("metadata.db");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - missing));
        try {
            assertThat(readDocuments()).isEqualTo(right);
            assertThat(missing).as("what a page may end with and not miss").isLessThan(4_096);
        } catch (CorruptException e) {
            assertThat(e).hasMessageContaining("metadata.db");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"metadata.db", "series.db", "events.db", "online.db"})
    void aDatabaseThatIsMissingOrEmptyIsNotMadeAnew(String name) throws IOException {
        fill();
        Path file = scratch.resolve(name);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, new byte[0]);
        assertThatThrownBy(() -> EmbeddedStores.open(scratch))
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining(name + " is empty");
        Files.delete(file);
        assertThatThrownBy(() -> EmbeddedStores.open(scratch))
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining(name + " is missing");
        assertThat(file).doesNotExist();
        Files.write(file, whole);
        verify();
    }

    @Test
    void aWholeStoreIsVerifiedAndADamagedOneNamed() throws IOException {
        fill();
        verify();
        Digest digest;
        try (EmbeddedStores stores = EmbeddedStores.open(scratch)) {
            digest = stores.blobs().put(new byte[] {1, 2, 3});
        }
        Files.write(
                scratch.resolve("blobs/" + digest.hex().substring(0, 2) + "/" + digest.hex()), new byte[] {1, 2, 4});
        assertThatThrownBy(this::verify).isInstanceOf(CorruptException.class).hasMessageContaining(digest.hex());
    }

    @Test
    void aFlippedBitInTheMetadataIsFoundOrChangesNoAnswer() throws IOException {
        fill();
        assertFlipsAreFoundOrHarmless("metadata.db", this::readDocuments);
    }

    @Test
    void aFlippedBitInTheEventsIsFoundOrChangesNoAnswer() throws IOException {
        fill();
        assertFlipsAreFoundOrHarmless("events.db", this::readEvents);
    }

    @Test
    void aDamagedChunkIsNamed() throws SQLException {
        fill();
        execute("events.db", "update chunks set body = substr(body, 1, 100) || x'00' || substr(body, 102)");
        try (EmbeddedStores stores = EmbeddedStores.open(scratch)) {
            EventLog events = stores.events();
            assertThatThrownBy(() -> events.scan("s", Instant.MIN, Instant.MAX))
                    .isInstanceOf(CorruptException.class)
                    .hasMessageContaining("the chunk of stream 's' from position 1");
        }
    }

    @Test
    void aDamagedDocumentIsNamed() throws SQLException {
        fill();
        execute("metadata.db", "update documents set body = replace(body, 'x', 'y') where id = 'r7'");
        try (EmbeddedStores stores = EmbeddedStores.open(scratch)) {
            assertThatThrownBy(() -> stores.metadata().read(r -> r.find("run", "r7")))
                    .isInstanceOf(CorruptException.class)
                    .hasMessageContaining("run 'r7'");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.51.2", "3.50.7", "3.7.0", "2.99.99", "3.51"})
    void anSqliteThatCanDamageAFileIsRefusedWithTheRemedy(String version) {
        assertThatThrownBy(() -> SqliteOpening.requireSqlite(version))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining(version)
                .hasMessageContaining("sqlite-jdbc.version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.51.3", "3.52", "3.54.1", "4.0.0", "3.100.0"})
    void aLaterSqliteIsAccepted(String version) {
        SqliteOpening.requireSqlite(version);
    }

    /** Every answer with one flipped bit is the right one or the documented failure, or the damage is in an index. */
    private void assertFlipsAreFoundOrHarmless(String name, Supplier<Object> read) throws IOException {
        Path file = scratch.resolve(name);
        byte[] whole = Files.readAllBytes(file);
        Object right = read.get();
        int found = 0;
        for (int at = 0; at < whole.length; at += 64 * 3 + 1) {
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) (1 << at % 8);
            Files.write(file, damaged);
            Files.deleteIfExists(scratch.resolve(name + "-wal"));
            Files.deleteIfExists(scratch.resolve(name + "-shm"));
            try {
                if (!read.get().equals(right)) {
                    assertThatThrownBy(this::verify).as("byte %s", at).isInstanceOf(MlopsException.class);
                }
            } catch (MlopsException e) {
                found++;
            }
        }
        assertThat(found).isPositive();
    }

    private void fill() {
        try (EmbeddedStores stores = EmbeddedStores.open(scratch)) {
            stores.metadata().write(w -> {
                for (int i = 0; i < 30; i++) {
                    w.put("run", "r" + i, Document.of("x".repeat(i * 30)), Map.of("n", Document.of(i)));
                }
                return w;
            });
            Table table = RandomTables.of(100, new SplittableRandom(1)).without("some string", "maybe string");
            stores.events().create("s", table.schema(), "at");
            stores.events().append("s", table);
            stores.events().append("s", table.slice(10, 20));
        }
    }

    private void verify() {
        try (EmbeddedStores stores = EmbeddedStores.open(scratch)) {
            stores.verify().requirePassed();
        }
    }

    private Object readDocuments() {
        try (MetadataStore store = new SqlMetadataStore(
                EmbeddedStores.metadataFile(scratch.resolve("metadata.db"), Durability.POWER_SAFE),
                new JacksonText())) {
            return store.read(r ->
                    IntStream.range(0, 30).mapToObj(i -> r.find("run", "r" + i)).toList());
        }
    }

    private Object readEvents() {
        try (EventLog log =
                new SqlEventLog(EmbeddedStores.eventsFile(scratch.resolve("events.db")), new JacksonText())) {
            return List.of(
                    log.read("s", 0, 1_000).digest(),
                    log.scan("s", Instant.MIN, Instant.MAX).digest());
        }
    }

    private void execute(String file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + scratch.resolve(file));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
