// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spring;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties under {@code mlops}. Immutable.
 *
 * @param directory Where the stores are, on a local disk. Made if it is not there. Has to be set unless every store is
 *     elsewhere.
 * @param storage Where documents, series, events and feature state are. Models and artifacts are in the directory,
 *     unless there is a bean of type BlobStore.
 * @param actor In whose name the application acts. Default is 'service:' and spring.application.name, without it the
 *     user of the operating system.
 * @param postgresql Where in PostgreSQL stores are.
 * @param deployments What is served, by the name of the deployment, which is the name of its bean too.
 */
@ConfigurationProperties("mlops")
public record MlopsProperties(
        @Nullable Path directory,
        @DefaultValue("directory") Storage storage,
        @Nullable String actor,
        @DefaultValue Postgresql postgresql,
        @DefaultValue Map<String, DeploymentProperties> deployments) {

    /** Copies the deployments. */
    public MlopsProperties {
        SortedMap<String, DeploymentProperties> sorted = new TreeMap<>(deployments);
        deployments = Collections.unmodifiableSortedMap(sorted);
    }

    /** Where documents, series, events and feature state are. */
    public enum Storage {
        /** In the directory. */
        DIRECTORY,
        /** In PostgreSQL, reached by a data source of the application; needs mlops-postgresql. */
        POSTGRESQL
    }

    /**
     * The properties under {@code mlops.postgresql}.
     *
     * @param dataSource The name of the DataSource bean, if there are several and the primary one is not meant.
     * @param schema The schema, which is for mlops4j alone. Made if it is not there.
     */
    public record Postgresql(
            @Nullable String dataSource,
            @DefaultValue("mlops") String schema) {}
}
