// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.function.Predicate;
import org.mlops4j.error.DeliveryException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.RejectedException;

/**
 * Where requests go, and to which machines they may. Immutable.
 *
 * @param uri of http or https
 * @param allowed addresses that may be connected though they are not public
 */
record Destination(URI uri, Predicate<InetAddress> allowed) {

    Destination {
        if (uri.getHost() == null
                || !("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))) {
            throw new InvalidException("a webhook has an address of http or https with a host; see the scheme '"
                    + uri.getScheme() + "' and the host '" + uri.getHost() + "'");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new InvalidException("the address of the webhook of " + uri.getHost()
                    + " holds a user or a fragment; send credentials in a header");
        }
    }

    /**
     * Looks the host up and checks all its addresses, since any of them may be taken.
     *
     * @throws RejectedException if one is not public and not allowed
     * @throws DeliveryException if there is none
     */
    void requireAllowed() {
        try {
            for (InetAddress address : InetAddress.getAllByName(uri.getHost())) {
                if (!PublicAddress.is(address) && !allowed.test(address)) {
                    throw new RejectedException("the webhook of " + this + " is not called: its address "
                            + address.getHostAddress()
                            + " is none of the public network; allow it if it is meant");
                }
            }
        } catch (UnknownHostException e) {
            throw new DeliveryException("the webhook of " + this + " has no address", e);
        }
    }

    /** {@return scheme, host and port: the rest of the address of a webhook is often a secret} */
    @Override
    public String toString() {
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }
}
