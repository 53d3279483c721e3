// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.profile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mlops4j.data.Document;

/**
 * One cell for each category of a reference, and a last one for all others: those that the reference did not have and
 * those beyond the limit up to which it kept them.
 */
public final class CategoryBins implements Bins {

    private final List<String> categories;
    private final Map<String, Integer> cells = new HashMap<>();
    private final long[] hashes;

    private CategoryBins(List<String> categories) {
        this.categories = List.copyOf(categories);
        this.hashes = categories.stream().mapToLong(Hashes::of).toArray();
        for (int i = 0; i < categories.size(); i++) {
            cells.putIfAbsent(categories.get(i), i);
        }
    }

    /** {@return bins of these categories, in this order, and one for all others} */
    public static CategoryBins of(List<String> categories) {
        return new CategoryBins(categories);
    }

    static CategoryBins from(Document document) {
        return new CategoryBins(document.get("categories").texts());
    }

    /** {@return the cell of a category; the last one if it is not among them} */
    public int cell(String category) {
        Integer cell = cells.get(category);
        return cell == null ? categories.size() : cell;
    }

    /** {@return the hash of a category that belongs to a cell} */
    long hash(int cell, String category) {
        return cell == hashes.length ? Hashes.of(category) : hashes[cell];
    }

    /** {@return the categories in the order of their cells, unmodifiable; one less than there are cells} */
    public List<String> categories() {
        return categories;
    }

    @Override
    public int size() {
        return categories.size() + 1;
    }

    @Override
    public String label(int cell) {
        return cell == categories.size() ? "(other)" : categories.get(cell);
    }

    @Override
    public Document toDocument() {
        return Document.object().with("categories", Document.texts(categories));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CategoryBins bins && bins.categories.equals(categories);
    }

    @Override
    public int hashCode() {
        return categories.hashCode();
    }

    @Override
    public String toString() {
        return "CategoryBins" + categories;
    }
}
