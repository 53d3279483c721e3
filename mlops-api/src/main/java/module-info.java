/** What users of mlops4j hold in their hands and what backends implement. */
module org.mlops4j.api {
    requires static transitive org.jspecify;

    exports org.mlops4j;
    exports org.mlops4j.audit;
    exports org.mlops4j.bundle;
    exports org.mlops4j.card;
    exports org.mlops4j.data;
    exports org.mlops4j.diff;
    exports org.mlops4j.error;
    exports org.mlops4j.features;
    exports org.mlops4j.features.transform;
    exports org.mlops4j.governance;
    exports org.mlops4j.identity;
    exports org.mlops4j.lineage;
    exports org.mlops4j.merkle;
    exports org.mlops4j.monitoring;
    exports org.mlops4j.pipeline;
    exports org.mlops4j.progress;
    exports org.mlops4j.registry;
    exports org.mlops4j.reproduction;
    exports org.mlops4j.search;
    exports org.mlops4j.serving;
    exports org.mlops4j.signing;
    exports org.mlops4j.spi;
    exports org.mlops4j.storage;
    exports org.mlops4j.tracking;

    uses org.mlops4j.spi.MlopsProvider;
}
