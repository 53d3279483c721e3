/**
 * The embedded stores: SQLite files for documents, series, events and online features, plain files for blobs. Start
 * with {@link org.mlops4j.core.store.EmbeddedStores}.
 *
 * <p>Each kind of load has its own SQLite file, because SQLite has one writer a file: a burst of events or metric
 * points never makes a promotion wait, and each file has the durability its SPI promises. No transaction spans two of
 * them; no SPI asks for one.
 */
@NullMarked
package org.mlops4j.core.store;

import org.jspecify.annotations.NullMarked;
