// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.MlopsException;
import org.mlops4j.registry.ModelManifest;

class ChildProbeTest {

    @TempDir
    private Path temporary;

    @Test
    void aModelThatAnswersPassesAndLeavesNoFiles() {
        ChildProbe probe = new ChildProbe(ProbeMain.class, Duration.ofMinutes(1), temporary);
        assertThatCode(() -> probe.require(RecordedModel.file("mixed"), 8)).doesNotThrowAnyException();
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void aModelThatOnnxRuntimeRefusesIsRefusedWithItsReason() {
        byte[] file = ProtoWriter.model().message(7, ProtoWriter.message()).toByteArray();
        assertThatThrownBy(() -> ChildProbe.ofModels().require(file, 0))
                .isInstanceOf(InvalidException.class)
                .hasMessageStartingWith("ONNX Runtime refuses the model: ");
    }

    @Test
    void aModelThatNeverAnswersIsLeftAloneInTime() {
        ChildProbe impatient = new ChildProbe(ProbeMain.class, Duration.ofSeconds(3), temporary);
        assertThatThrownBy(() -> impatient.require(RecordedModel.file("endless"), 1))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("answer one row within PT3S");
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void aModelOfWhichTheProcessDiesEndsOnlyThatOne() {
        ChildProbe dying = new ChildProbe(DyingMain.class, Duration.ofMinutes(1), temporary);
        assertThatThrownBy(() -> dying.require(RecordedModel.file("network"), 4))
                .isInstanceOf(InvalidException.class)
                .hasMessageMatching("ONNX Runtime dies of the model, with exit code \\d+ in a JVM of its own.*");
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void aProgramThatFailsByItselfSaysNothingAboutTheModel() {
        ChildProbe failing = new ChildProbe(FailingMain.class, Duration.ofMinutes(1), temporary);
        assertThatThrownBy(() -> failing.require(RecordedModel.file("network"), 4))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("ended with 1")
                .hasMessageContaining("on purpose");
    }

    @Test
    void whoIsInterruptedDoesNotWait() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> ChildProbe.ofModels().require(RecordedModel.file("network"), 4))
                .isInstanceOf(MlopsException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void theFormatTriesEachFileOnce() {
        byte[] file = RecordedModel.file("network");
        ModelManifest manifest = RecordedModel.manifest(OnnxModel.of(file).toPackage(), file);
        OnnxFormat format = new OnnxFormat();
        format.load(manifest, name -> file).close();
        // Whoever is interrupted cannot wait for another JVM.
        Thread.currentThread().interrupt();
        assertThatCode(() -> format.load(manifest, name -> file).close()).doesNotThrowAnyException();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void damagedModelsNeverEndThisProcess() {
        requireSurvival(21, 6);
    }

    @Test
    @Tag("stress")
    void manyDamagedModelsNeverEndThisProcess() {
        requireSurvival(22, 300);
    }

    private static void requireSurvival(long seed, int mutants) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] file = RecordedModel.file("classifier");
        int loaded = 0;
        int refused = 0;
        for (int mutant = 0; loaded + refused < mutants; mutant++) {
            byte[] damaged = Mutant.of(file, random);
            try {
                SelfContained.require(damaged);
            } catch (MlopsException e) {
                continue;
            }
            ModelManifest manifest =
                    RecordedModel.manifest(OnnxModel.of(damaged).toPackage(), damaged);
            try {
                new OnnxFormat().load(manifest, name -> damaged).close();
                loaded++;
            } catch (InvalidException | IncompatibleException e) {
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("mutant " + mutant + " of seed " + seed, e);
            }
        }
        assertThat(loaded + refused).as("seed %s", seed).isEqualTo(mutants);
    }
}
