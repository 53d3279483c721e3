// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mlops4j.core.lightgbm.LightgbmModel;
import org.mlops4j.core.trees.Mutants;
import org.mlops4j.core.trees.TreeModel;
import org.mlops4j.core.xgboost.XgboostModel;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.serving.Explainer;
import org.mlops4j.serving.Predictor;

/** Models of both libraries there and back; the parity tests of each compare more of them. */
class CompactModelTest {

    private static final int ROWS = 500;

    /** Stored models that between them have every part of a tree. */
    enum Source {
        NAMED_FEATURES("xgboost/golden.ubj"),
        VECTOR_LEAVES("xgboost/vector-leaves.ubj"),
        CATEGORIES("lightgbm/version-3-binary.txt"),
        LINEAR_LEAVES("lightgbm/version-3-linear.txt"),
        ZERO_IS_MISSING("lightgbm/version-3-multiclass.txt");

        private final String file;

        Source(String file) {
            this.file = file;
        }

        TreeModel model() throws IOException {
            try (InputStream in = Mutants.class.getResourceAsStream("../" + file)) {
                byte[] bytes = Objects.requireNonNull(in, file).readAllBytes();
                return file.startsWith("xgboost")
                        ? XgboostModel.read(bytes).treeModel()
                        : LightgbmModel.read(bytes).treeModel();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aModelPredictsAndExplainsTheSameBits(Source source) throws IOException {
        TreeModel model = source.model();
        byte[] bytes = CompactModel.write(model);
        TreeModel read = CompactModel.read(bytes);
        assertThat(read.featureNames()).isEqualTo(model.featureNames());
        assertThat(predictions(read)).isEqualTo(predictions(model));
        assertThat(read.importances()).isEqualTo(model.importances());
        assertThat(read.explainer().map(CompactModelTest::contributions))
                .usingRecursiveComparison()
                .isEqualTo(model.explainer().map(CompactModelTest::contributions));
        assertThat(CompactModel.write(read)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @EnumSource
    void everyChangedByteIsNoticed(Source source) throws IOException {
        byte[] bytes = CompactModel.write(source.model());
        for (int at = 0; at < bytes.length; at++) {
            byte[] changed = bytes.clone();
            changed[at] = (byte) (changed[at] ^ 1 << at % 8);
            assertThatThrownBy(() -> CompactModel.read(changed))
                    .as("byte %s changed", at)
                    .isInstanceOfAny(InvalidException.class, IncompatibleException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyTruncationIsRefusedEvenWithARightChecksum(Source source) throws IOException {
        byte[] bytes = CompactModel.write(source.model());
        for (int length = 0; length < bytes.length - Integer.BYTES; length += 3) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> CompactModel.read(cut)).isInstanceOf(InvalidException.class);
            byte[] resealed = sealed(Arrays.copyOf(bytes, length + Integer.BYTES));
            assertThatThrownBy(() -> CompactModel.read(resealed))
                    .as("cut to %s bytes", length)
                    .isInstanceOf(InvalidException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyMutantWithARightChecksumIsReadOrRefused(Source source) throws IOException {
        survive(source, 1000);
    }

    @Tag("stress")
    @ParameterizedTest
    @EnumSource
    void aHundredThousandMutantsWithARightChecksumAreReadOrRefused(Source source) throws IOException {
        survive(source, 20_000);
    }

    private static void survive(Source source, int count) throws IOException {
        byte[] most = {0x7f, -1, -1, -1};
        List<byte[]> parts =
                List.of(most, new byte[4], new byte[] {-1, -1, -1, -1}, new byte[] {0, 0, 0, 1}, new byte[] {4});
        new Mutants(bytes -> CompactModel.read(sealed(bytes)).predictor(), parts)
                .survive(CompactModel.write(source.model()), count, source.name());
    }

    @Test
    void aNewerVersionSaysSo() throws IOException {
        byte[] bytes = CompactModel.write(Source.NAMED_FEATURES.model());
        bytes[3]++;
        assertThatThrownBy(() -> CompactModel.read(bytes))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("has version 2, this version of mlops4j knows 1");
    }

    @Test
    void otherFilesAreRefused() {
        assertThatThrownBy(() -> CompactModel.read(new byte[3]))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("has 3 bytes only");
        assertThatThrownBy(() -> CompactModel.read("tree\nversion=v4".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("does not begin as one does");
    }

    private static double[] predictions(TreeModel model) {
        Predictor predictor = model.predictor();
        double[] out = new double[ROWS * predictor.outputs()];
        predictor.predictAll(rows(predictor.inputs()), ROWS, out);
        return out;
    }

    private static double[] contributions(Explainer explainer) {
        int inputs = explainer.inputs();
        double[] rows = rows(inputs);
        int width = explainer.groups() * (inputs + 1);
        double[] all = new double[20 * width];
        double[] out = new double[width];
        for (int row = 0; row < 20; row++) {
            explainer.explain(Arrays.copyOfRange(rows, row * inputs, (row + 1) * inputs), out);
            System.arraycopy(out, 0, all, row * width, width);
        }
        return all;
    }

    private static double[] rows(int inputs) {
        SplittableRandom random = new SplittableRandom(8);
        double[] rows = new double[ROWS * inputs];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = switch (random.nextInt(6)) {
                case 0 -> Double.NaN;
                case 1 -> 0;
                case 2 -> random.nextInt(40);
                default -> random.nextDouble(-3, 3);
            };
        }
        return rows;
    }

    /** Puts the checksum right, so that what is behind it is tested. */
    private static byte[] sealed(byte[] bytes) {
        if (bytes.length < Integer.BYTES) {
            return bytes;
        }
        byte[] sealed = bytes.clone();
        CRC32C checksum = new CRC32C();
        checksum.update(sealed, 0, sealed.length - Integer.BYTES);
        ByteBuffer.wrap(sealed).putInt(sealed.length - Integer.BYTES, (int) checksum.getValue());
        return sealed;
    }
}
