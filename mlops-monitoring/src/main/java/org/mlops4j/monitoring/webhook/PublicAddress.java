// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.webhook;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * Tells addresses of the public network from those of a machine, a site or a provider, by the registries of
 * special-purpose addresses (RFC 6890 and those that came after it).
 */
final class PublicAddress {

    private static final int[][] NOT_PUBLIC_4 = {
        {0, 0, 0, 0, 8}, // this network
        {10, 0, 0, 0, 8}, // private
        {100, 64, 0, 0, 10}, // shared by providers
        {127, 0, 0, 0, 8}, // loopback
        {169, 254, 0, 0, 16}, // link-local; clouds answer there with credentials
        {172, 16, 0, 0, 12}, // private
        {192, 0, 0, 0, 24}, // protocols
        {192, 0, 2, 0, 24}, // documentation
        {192, 88, 99, 0, 24}, // relays of 6to4
        {192, 168, 0, 0, 16}, // private
        {198, 18, 0, 0, 15}, // benchmarks
        {198, 51, 100, 0, 24}, // documentation
        {203, 0, 113, 0, 24}, // documentation
        {224, 0, 0, 0, 3}, // multicast, reserved, broadcast
    };

    private PublicAddress() {}

    static boolean is(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? is4(bytes) : is6(bytes);
    }

    private static boolean is4(byte[] address) {
        return Arrays.stream(NOT_PUBLIC_4).noneMatch(block -> within(address, block));
    }

    /** Only 2000::/3 is given out. Within it, tunnels lead to addresses of version 4 that count too. */
    private static boolean is6(byte[] address) {
        if (starts(address, 0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0)) {
            // Translated by NAT64 into the version 4 of its last bytes.
            return is4(Arrays.copyOfRange(address, 12, 16));
        }
        if (starts(address, 0x20, 0x02)) {
            return is4(Arrays.copyOfRange(address, 2, 6));
        }
        boolean given = (address[0] & 0xe0) == 0x20;
        boolean protocols = starts(address, 0x20, 0x01) && (address[2] & 0xfe) == 0;
        boolean documentation = starts(address, 0x20, 0x01, 0x0d, 0xb8) || starts(address, 0x3f, 0xff);
        return given && !protocols && !documentation;
    }

    private static boolean within(byte[] address, int[] block) {
        int bits = block[4];
        for (int i = 0; i < 4; i++) {
            int used = Math.max(0, Math.min(8, bits - 8 * i));
            int mask = 0xff << (8 - used) & 0xff;
            if ((address[i] & mask) != (block[i] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static boolean starts(byte[] address, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if ((address[i] & 0xff) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
