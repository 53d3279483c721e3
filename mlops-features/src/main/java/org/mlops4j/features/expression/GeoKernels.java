// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import org.jspecify.annotations.Nullable;
import org.mlops4j.features.Expression;

/** The kernels of places on the earth. */
final class GeoKernels {

    /** The mean radius of the earth in metres (IUGG, GRS 80). */
    private static final double RADIUS = 6_371_008.8;

    private static final String ALPHABET = "0123456789bcdefghjkmnpqrstuvwxyz";
    private static final int BITS_PER_CHARACTER = 5;
    private static final int MAX_CHARACTERS = 12;

    private GeoKernels() {}

    static @Nullable Kernel find(Expression.Call call) {
        return switch (call.function()) {
            case "haversine" ->
                (Kernel.Bits4) (a, b, c, d) -> Double.doubleToLongBits(haversine(
                        Double.longBitsToDouble(a),
                        Double.longBitsToDouble(b),
                        Double.longBitsToDouble(c),
                        Double.longBitsToDouble(d)));
            case "geohash" -> {
                int characters = (int) Math.min(MAX_CHARACTERS, Kernels.number(call, 2));
                yield (Kernel.TextOfBits2)
                        (a, b) -> geohash(Double.longBitsToDouble(a), Double.longBitsToDouble(b), characters);
            }
            default -> null;
        };
    }

    /** Sinnott, Virtues of the haversine, 1984: well behaved for places close together. */
    private static double haversine(double latitude1, double longitude1, double latitude2, double longitude2) {
        double phi1 = Math.toRadians(latitude1);
        double phi2 = Math.toRadians(latitude2);
        double north = StrictMath.sin((phi2 - phi1) / 2);
        double east = StrictMath.sin(Math.toRadians(longitude2 - longitude1) / 2);
        double h = north * north + StrictMath.cos(phi1) * StrictMath.cos(phi2) * east * east;
        // Rounding may lift opposite places above 1.
        return 2 * RADIUS * StrictMath.asin(Math.sqrt(Math.min(1, h)));
    }

    /** Halves the world east-west and north-south in turn (Niemeyer 2008); five halvings are a character. */
    private static @Nullable String geohash(double latitude, double longitude, int characters) {
        if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) {
            return null;
        }
        double[] low = {-180, -90};
        double[] high = {180, 90};
        double[] place = {longitude, latitude};
        StringBuilder hash = new StringBuilder(characters);
        int index = 0;
        for (int bit = 0; bit < characters * BITS_PER_CHARACTER; bit++) {
            int axis = bit & 1;
            double middle = (low[axis] + high[axis]) / 2;
            boolean upper = place[axis] >= middle;
            (upper ? low : high)[axis] = middle;
            index = 2 * index + (upper ? 1 : 0);
            if (bit % BITS_PER_CHARACTER == BITS_PER_CHARACTER - 1) {
                hash.append(ALPHABET.charAt(index));
                index = 0;
            }
        }
        return hash.toString();
    }
}
