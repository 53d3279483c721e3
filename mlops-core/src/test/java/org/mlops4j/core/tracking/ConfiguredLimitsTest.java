// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.Mlops;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.data.Document;
import org.mlops4j.data.Limits;
import org.mlops4j.error.InvalidException;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.tracking.Run;
import org.mlops4j.tracking.RunRecord;

class ConfiguredLimitsTest {

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    private static void refused(ThrowingCallable call, String why) {
        assertThatThrownBy(call).isInstanceOf(InvalidException.class).hasMessageContaining(why);
    }

    @Test
    void theDefaultsAreThoseOfMlflow() {
        Run run = store.mlops().tracking().start("e");
        run.param("long", "x".repeat(6_000));
        run.tag("long", "x".repeat(8_000));
        run.note("x".repeat(8_000));
        refused(() -> run.param("longer", "x".repeat(6_001)), "6001 characters, at most 6000");
        refused(() -> run.param("longer", List.of("x".repeat(5_997))), "6001 characters, at most 6000");
        refused(() -> run.tag("longer", "x".repeat(8_001)), "8001 characters, at most 8000");
        refused(() -> run.note("x".repeat(8_001)), "at most 8000");
        run.close();
        RunRecord record = store.mlops().tracking().load(run.id());
        assertThat(record.params()).as("nothing is cut").isEqualTo(Map.of("long", Document.of("x".repeat(6_000))));
        assertThat(record.tags()).hasSize(1);
    }

    @Test
    void otherLimitsHoldForWhateverComesInAndForNothingThatIsThere() {
        String before;
        try (Run run = store.mlops().tracking().start("an-experiment")) {
            run.param("long", "x".repeat(20));
            before = run.id();
        }
        store.reopen(builder -> builder.limits(new Limits(12, 10, 11)));
        Mlops mlops = store.mlops();
        assertThat(mlops.limits().names()).isEqualTo(12);
        assertThat(mlops.tracking().load(before).params()).hasSize(1);
        assertThat(mlops.tracking().runs("an-experiment")).hasSize(1);

        refused(() -> mlops.tracking().start("an-experiment"), "13 characters, at most 12");
        Run run = mlops.tracking().start("experiment");
        run.param("k", "0123456789");
        run.tag("k", "01234567890");
        run.metric("loss/valid-1", 1);
        refused(() -> run.param("k2", "01234567890"), "11 characters, at most 10");
        refused(() -> run.tag("k2", "012345678901"), "12 characters, at most 11");
        refused(() -> run.note("012345678901"), "12 characters, at most 11");
        for (ThrowingCallable longKey : List.<ThrowingCallable>of(
                () -> run.param("loss/valid-10", 1),
                () -> run.tag("loss/valid-10", ""),
                () -> run.metric("loss/valid-10", 1))) {
            refused(longKey, "13 characters, at most 12");
        }
        ModelPackage contents = ModelPackage.of("linear").withFile("model", "m".getBytes(UTF_8));
        refused(() -> mlops.registry().register("a-model-name-", contents), "13 characters, at most 12");
        ModelVersion version = mlops.registry().register("a-model-name", contents);
        refused(() -> mlops.registry().tags(version).set("k", "012345678901"), "12 characters, at most 11");
        run.close();
        assertThat(mlops.audit().verify()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1_000_001, Integer.MAX_VALUE})
    void aLimitLeavesRoomAndEnds(int characters) {
        Limits limits = Limits.DEFAULT;
        assertThatThrownBy(() -> limits.withParams(characters)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> limits.withTags(characters)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> limits.withNames(characters)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> limits.withNames(251)).isInstanceOf(IllegalArgumentException.class);
    }
}
