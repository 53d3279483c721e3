// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.testkit.MemoryMetadataStore.Disk;

/** A way in which a metadata store is wrong. */
interface MetadataStoreDefect extends Defect {

    /** {@return the wrong store} */
    MetadataStore open(Disk disk);

    @Override
    default List<Class<?>> contracts() {
        return List.of(Contract.class, QueryContract.class);
    }

    /** The contract on a broken store. */
    @ExtendWith(ChosenDefect.class)
    final class Contract extends MetadataStoreContract {

        private final MetadataStoreDefect defect;
        private final Disk disk = new Disk();

        Contract(MetadataStoreDefect defect) {
            this.defect = defect;
        }

        @Override
        protected MetadataStore open(Path scratch) {
            return defect.open(disk);
        }
    }

    /** The contract of queries on a broken store. */
    @ExtendWith(ChosenDefect.class)
    final class QueryContract extends MetadataQueryContract {

        private final MetadataStoreDefect defect;
        private final Disk disk = new Disk();

        QueryContract(MetadataStoreDefect defect) {
            this.defect = defect;
        }

        @Override
        protected MetadataStore open(Path scratch) {
            return defect.open(disk);
        }
    }
}
