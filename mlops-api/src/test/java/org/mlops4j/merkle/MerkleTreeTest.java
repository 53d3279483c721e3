// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.Digest;

/** The leaves and roots are the published test data of Certificate Transparency logs, which RFC 6962 describes. */
class MerkleTreeTest {

    private static final List<String> LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS = List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void theRootsAreThePublishedOnes() {
        MerkleTree tree = new MerkleTree();
        assertThat(tree.root().hex()).isEqualTo(ROOTS.get(0));
        for (int i = 0; i < LEAVES.size(); i++) {
            tree.add(MerkleTree.leaf(HexFormat.of().parseHex(LEAVES.get(i))));

            assertThat(tree.size()).isEqualTo(i + 1);
            assertThat(tree.root().hex()).isEqualTo(ROOTS.get(i + 1));
        }
    }

    @Test
    void theRootIsThatOfTheRecursiveDefinitionAtEverySize() {
        List<Digest> leaves = randomLeaves(300);
        MerkleTree tree = new MerkleTree();
        for (int size = 1; size <= leaves.size(); size++) {
            tree.add(leaves.get(size - 1));

            assertThat(tree.root()).isEqualTo(naiveRoot(leaves.subList(0, size)));
        }
    }

    @Test
    void aLeafTellsWhichSubtreesItCompletes() {
        List<Digest> leaves = randomLeaves(64);
        MerkleTree tree = new MerkleTree();
        for (int size = 1; size <= leaves.size(); size++) {
            int last = size;
            assertThat(tree.add(leaves.get(size - 1)))
                    .isEqualTo(Stream.of(2, 4, 8, 16, 32, 64)
                            .filter(width -> last % width == 0)
                            .map(width -> naiveRoot(leaves.subList(last - width, last)))
                            .toList());
        }
    }

    static List<Digest> randomLeaves(int count) {
        SplittableRandom random = new SplittableRandom(20_260_303);
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    byte[] content = new byte[random.nextInt(40)];
                    random.nextBytes(content);
                    return MerkleTree.leaf(content);
                })
                .toList();
    }

    static Digest naiveRoot(List<Digest> leaves) {
        int size = leaves.size();
        if (size == 1) {
            return leaves.get(0);
        }
        int split = 1;
        while (2 * split < size) {
            split *= 2;
        }
        return MerkleTree.node(naiveRoot(leaves.subList(0, split)), naiveRoot(leaves.subList(split, size)));
    }
}
