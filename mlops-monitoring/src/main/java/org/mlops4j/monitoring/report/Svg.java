// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.report;

import static org.mlops4j.monitoring.report.Figures.coordinate;

/**
 * Draws into a page. Looks come from the classes alone; titles are what screen readers say and pointers show, none if
 * empty.
 *
 * @param page to write to
 */
record Svg(Markup page) {

    /** Begins a drawing that says of itself what it is. */
    static Svg begin(Markup page, double width, double height, String title, String description) {
        String box = "0 0 " + coordinate(width) + " " + coordinate(height);
        page.open("svg", "viewBox", box, "role", "img", "aria-label", title, "class", "chart");
        page.element("desc", description);
        return new Svg(page);
    }

    void end() {
        page.close("svg");
    }

    void path(String look, String path) {
        page.empty("path", "class", look, "d", path);
    }

    void vertical(String look, double x, double top, double bottom, String title) {
        String path = "M" + coordinate(x) + " " + coordinate(top) + "V" + coordinate(bottom);
        page.open("path", "class", look, "d", path).element("title", title).close("path");
    }

    void horizontal(String look, double left, double right, double y) {
        path(look, "M" + coordinate(left) + " " + coordinate(y) + "H" + coordinate(right));
    }

    void text(String look, double x, double y, String text) {
        page.element("text", text, "class", look, "x", coordinate(x), "y", coordinate(y));
    }

    void circle(String look, double x, double y, double radius, String title) {
        page.open("circle", "class", look, "cx", coordinate(x), "cy", coordinate(y), "r", coordinate(radius));
        page.element("title", title).close("circle");
    }

    void box(String look, double x, double y, double width, double height, String title) {
        page.open(
                "rect",
                "class",
                look,
                "x",
                coordinate(x),
                "y",
                coordinate(y),
                "width",
                coordinate(width),
                "height",
                coordinate(height));
        page.element("title", title).close("rect");
    }
}
