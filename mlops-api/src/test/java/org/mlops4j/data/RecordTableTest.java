// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.error.InvalidException;

class RecordTableTest {

    @TempDir
    private Path directory;

    @Test
    void aRecordOfAClosedModuleIsRefusedWithTheLineThatOpensIt() throws Exception {
        Class<? extends Record> closed = payment("module shop {}");
        assertThatThrownBy(() -> Table.of(closed, List.of()))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("shop.Payment")
                .hasMessageContaining("module shop;")
                .hasMessageContaining("'opens shop to org.mlops4j.api;'");
    }

    @Test
    void aRecordOfAnOpenedPackageIsRead() throws Exception {
        Class<? extends Record> opened = payment("module shop { opens shop; }");
        assertThat(Table.of(opened, List.of()).schema().names()).containsExactly("amount");
    }

    /** {@return a record that is no public class, in a module of its own} */
    private Class<? extends Record> payment(String descriptor) throws IOException, ClassNotFoundException {
        Path source = Files.createDirectories(directory.resolve("source/shop")).resolve("Payment.java");
        Files.writeString(source, "package shop; record Payment(double amount) {}");
        Path module = Files.writeString(directory.resolve("source/module-info.java"), descriptor);
        Path classes = directory.resolve("classes");
        int failed = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(System.out, System.err, "-d", classes.toString(), source.toString(), module.toString());
        assertThat(failed).isZero();
        ModuleLayer boot = ModuleLayer.boot();
        Configuration configuration =
                boot.configuration().resolve(ModuleFinder.of(classes), ModuleFinder.of(), Set.of("shop"));
        return boot.defineModulesWithOneLoader(configuration, ClassLoader.getSystemClassLoader())
                .findLoader("shop")
                .loadClass("shop.Payment")
                .asSubclass(Record.class);
    }
}
