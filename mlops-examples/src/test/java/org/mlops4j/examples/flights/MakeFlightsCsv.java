// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.flights;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Makes {@code flights-2001.csv.gz} from {@code data/flights-3m.parquet} of the npm package {@code vega-datasets}
 * 3.2.1, which holds on-time data of the US Bureau of Transportation Statistics (public domain). Not a test: run it by
 * hand with the path of the Parquet file and the path of the file to write.
 */
final class MakeFlightsCsv {

    private static final String QUERY = """
            select strftime(date, '%Y-%m-%dT%H:%M') as departure, origin, destination, distance, delay
            from read_parquet(?)
            where origin in ('ATL', 'BOS', 'ORD', 'SFO') and date < timestamp '2001-07-01'
            order by date, origin, destination, distance, delay
            """;

    private MakeFlightsCsv() {}

    public static void main(String[] args) throws SQLException, IOException {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                PreparedStatement query = duckdb.prepareStatement(QUERY);
                OutputStream file = new BufferedOutputStream(Files.newOutputStream(Path.of(args[1])));
                Writer csv = new OutputStreamWriter(new BestGzip(file), StandardCharsets.US_ASCII)) {
            query.setString(1, args[0]);
            csv.write("departure,origin,destination,distance,delay\n");
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    csv.write(rows.getString(1)
                            + ','
                            + rows.getString(2)
                            + ','
                            + rows.getString(3)
                            + ','
                            + rows.getLong(4)
                            + ','
                            + rows.getLong(5)
                            + '\n');
                }
            }
        }
    }

    /** GZIP at the best compression; it writes no time stamp, so the same rows give the same bytes. */
    private static final class BestGzip extends GZIPOutputStream {
        BestGzip(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
