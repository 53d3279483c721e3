// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.flights;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;

/**
 * The flights of the data file as a table in order of departure.
 *
 * <p>The file tells when a flight left and how late it came, not when it landed. We estimate the time in the air as 30
 * minutes for the ground, climb and descent and one minute for every 7.5 miles, and take {@code landed = departed +
 * time in the air + delay}. A few delays are below minus half an hour and are surely slips of the pen; they count as
 * half an hour early for the landing, so no flight lands before it left.
 */
final class Flights {

    /** A flight is late if it came more than this many minutes after its schedule. */
    static final int LATE_MINUTES = 15;

    /** The columns of {@link #load()}. */
    static final Schema SCHEMA = Schema.of(
            Field.of("flight", DataType.STRING),
            Field.of("departed", DataType.TIMESTAMP),
            Field.of("landed", DataType.TIMESTAMP),
            Field.of("origin", DataType.STRING),
            Field.of("destination", DataType.STRING),
            Field.of("distance", DataType.FLOAT64),
            Field.of("delay", DataType.FLOAT64));

    /** The zones in which the departures of the file are given. */
    static final Map<String, ZoneId> ZONES = Map.of(
            "ATL", ZoneId.of("America/New_York"),
            "BOS", ZoneId.of("America/New_York"),
            "ORD", ZoneId.of("America/Chicago"),
            "SFO", ZoneId.of("America/Los_Angeles"));

    private static final String FILE = "flights-2001.csv.gz";

    private Flights() {}

    /** {@return all flights of the file, first departure first} */
    static Table load() {
        List<Flight> flights = read();
        Table.Builder table = Table.builder(SCHEMA);
        for (int i = 0; i < flights.size(); i++) {
            Flight f = flights.get(i);
            table.add(
                    "F" + (1_000_000 + i),
                    f.departed(),
                    f.landed(),
                    f.origin(),
                    f.destination(),
                    f.distance(),
                    f.delay());
        }
        return table.build();
    }

    /** {@return the flights whose time in that column lies before an instant, in their order} */
    static Table before(Table flights, String column, Instant end) {
        LongColumn times = flights.longs(column);
        return flights.take(IntStream.range(0, flights.rowCount())
                .filter(row -> times.get(row) < Times.nanos(end))
                .toArray());
    }

    private static List<Flight> read() {
        try (InputStream file = Objects.requireNonNull(Flights.class.getResourceAsStream(FILE), FILE);
                InputStreamReader text =
                        new InputStreamReader(new GZIPInputStream(file, 1 << 16), StandardCharsets.US_ASCII);
                CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(text)) {
            List<Flight> flights = new ArrayList<>();
            for (NamedCsvRecord line : csv) {
                flights.add(Flight.of(line));
            }
            // The file is in order of local time; within one instant it keeps its order.
            flights.sort(Comparator.comparing(Flight::departed));
            return flights;
        } catch (IOException e) {
            throw new UncheckedIOException("could not read " + FILE, e);
        }
    }

    private record Flight(
            Instant departed, Instant landed, String origin, String destination, double distance, double delay) {

        static Flight of(NamedCsvRecord line) {
            String origin = line.getField("origin");
            Instant departed = LocalDateTime.parse(line.getField("departure"))
                    .atZone(ZONES.get(origin))
                    .toInstant();
            int distance = Integer.parseInt(line.getField("distance"));
            int delay = Integer.parseInt(line.getField("delay"));
            Duration inTheAir = Duration.ofSeconds(30 * 60 + Math.round(distance * 60 / 7.5));
            Instant landed = departed.plus(inTheAir).plus(Duration.ofMinutes(Math.max(delay, -30)));
            return new Flight(departed, landed, origin, line.getField("destination"), distance, delay);
        }
    }
}
