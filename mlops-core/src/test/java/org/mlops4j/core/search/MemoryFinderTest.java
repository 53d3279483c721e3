// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.error.InvalidException;
import org.mlops4j.search.Field;
import org.mlops4j.search.Finder;
import org.mlops4j.search.Page;
import org.mlops4j.search.Search;
import org.mlops4j.search.Searchable;
import org.mlops4j.tracking.Run;
import org.mlops4j.tracking.RunRecord;
import org.mlops4j.tracking.RunSpec;

class MemoryFinderTest {

    private static final List<String> SEARCHES = List.of(
            "",
            "order by id desc",
            "tags.team = 'ml' or tags.team is null",
            "tags.team != 'ml' order by tags.team desc, run_name",
            "not tags.team like '%l%' order by run_name",
            "tags.team ilike 'M%' and status = 'FINISHED'",
            "tags.team in ('ops', 'ml') and tags.team not in ('ops') limit 3",
            "run_name between 'b' and 'd' order by tags.team, id desc",
            "tags.team > 'ml' order by tags.none desc, tags.team");

    private static final Searchable<RunRecord> RUNS = Searchable.<RunRecord>of("run", RunRecord::id)
            .text("run_name", RunRecord::findName)
            .text("status", run -> Optional.of(run.status().name()))
            .text("none", run -> Optional.empty())
            .text("team", run -> Optional.ofNullable(run.tags().get("team")))
            .texts("model", RunRecord::models);

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    private final Finder finder = new MemoryFinder();

    @ParameterizedTest
    @ValueSource(longs = 1)
    void thingsInMemoryAreFoundAsTheStoreFindsThem(long seed) {
        Random random = new Random(seed);
        List<String> teams = List.of("ml", "ML", "ops", "\u00E4", "\uD83D\uDE00");
        for (int i = 0; i < 14; i++) {
            try (Run run = store.mlops().tracking().start(RunSpec.of("e").named("abcdef".charAt(i % 6) + ""))) {
                if (random.nextInt(4) > 0) {
                    run.tag("team", teams.get(random.nextInt(teams.size())));
                }
            }
        }
        List<RunRecord> runs = new ArrayList<>(store.mlops().tracking().runs("e"));
        Collections.shuffle(runs, random);
        Search byId = Search.everything().orderBy(Field.attribute("id").ascending());
        for (String text : SEARCHES) {
            Search search = Search.of(text).limit(4).orderBy(byId.order().get(0));
            Search inMemory = Search.of(text.replace("tags.", "")).limit(4);
            Page<RunRecord> page = store.mlops().tracking().search(search);
            Page<RunRecord> found = finder.find(runs, RUNS, inMemory);
            assertThat(found.items()).as("seed %s, %s", seed, text).isEqualTo(page.items());
            while (page.next() != null) {
                page = store.mlops().tracking().search(search.after(page.next()));
                found = finder.find(runs, RUNS, inMemory.after(found.findNext().orElseThrow()));
                assertThat(found.items()).as("seed %s, %s", seed, text).isEqualTo(page.items());
            }
            assertThat(found.next()).isNull();
        }
    }

    @Test
    void oneOfSeveralTextsHasToMatch() {
        record Book(String title, List<String> authors) {}
        Book both = new Book("both", List.of("ana", "ben"));
        Book one = new Book("one", List.of("ana"));
        Book none = new Book("none", List.of());
        Searchable<Book> books = Searchable.<Book>of("book", Book::title).texts("author", Book::authors);
        List<Book> all = List.of(both, one, none);
        assertThat(finder.find(all, books, Search.of("author = 'ana'")).items()).containsExactly(both, one);
        assertThat(finder.find(all, books, Search.of("author != 'ana'")).items())
                .containsExactly(both);
        assertThat(finder.find(all, books, Search.of("author like 'b%' or id = 'none'"))
                        .items())
                .containsExactly(both, none);
        assertThatThrownBy(() -> finder.find(all, books, Search.of("order by author")))
                .isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> finder.find(all, books, Search.of("id = 'x' and metrics.auc > 3")))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("column 14: a book has no 'metrics.auc'; it has id, author");
    }
}
