// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

class ProtectionTest {

    private static final Protection FULL = Protection.none()
            .input("age", InputRule.between(0, 120).clamped().whenMissing(35))
            .input("amount", InputRule.between(0, Double.POSITIVE_INFINITY))
            .input("hour", InputRule.any().whenMissing(0))
            .cache(1_000)
            .batch(new Batching(32, Duration.ofMillis(2)))
            .concurrency(8)
            .breaker(new Breaker(3, Duration.ofMinutes(1)))
            .unknown(Protection.Unknown.IGNORE)
            .deadline(Duration.ofMillis(50));

    @Test
    void aRoutingIsReadAsItWasStored() {
        Routing routing = Routing.to("m@champion")
                .canary("m@canary", 0.1)
                .fallback(Fallback.constant(1))
                .protection(FULL);
        assertThat(Routing.from(routing.addTo(Document.object()))).isEqualTo(routing);
        assertThat(routing.champion("m@other")
                        .without("canary")
                        .shadow("m@x")
                        .stickyBy("f")
                        .protection())
                .isEqualTo(FULL);
    }

    @Test
    void aRoutingOfBeforeThereWereProtectionsHasNone() {
        Routing routing = Routing.to("m@champion");
        Document.Fields stored = routing.addTo(Document.object());
        assertThat(stored.find("protection")).isEmpty();
        assertThat(Routing.from(stored)).isEqualTo(routing);
    }

    @Test
    void aProtectionOfBeforeThereWereBreakersHasTheStandardOne() {
        Protection protection = Protection.none().concurrency(8);
        assertThat(protection.toDocument().find("breaker")).isEmpty();
        assertThat(Protection.from(protection.toDocument()).breaker()).isEqualTo(Breaker.STANDARD);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        List<ThrowingCallable> wrong = List.of(
                () -> Protection.none().concurrency(-1),
                () -> Protection.none().cache(-1),
                () -> new Breaker(0, Duration.ofSeconds(1)),
                () -> new Breaker(1, Duration.ZERO),
                () -> new Batching(1, Duration.ZERO),
                () -> new Batching(2, Duration.ofNanos(-1)),
                () -> Protection.none().deadline(Duration.ZERO),
                () -> InputRule.between(1, 0),
                () -> InputRule.between(Double.NaN, 0),
                () -> InputRule.any().whenMissing(Double.NaN));
        wrong.forEach(call -> assertThatThrownBy(call).isInstanceOf(InvalidException.class));
    }
}
