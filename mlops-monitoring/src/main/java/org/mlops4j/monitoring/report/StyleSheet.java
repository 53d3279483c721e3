// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The one style sheet of a report, and the policy that allows it and nothing else. */
final class StyleSheet {

    static final String TEXT = """
            :root{color-scheme:light dark;--page:#f7f7f5;--card:#fff;--ink:#1d1f24;--soft:#646a73;--line:#e5e5e1;
            --now:#2b62c9;--band:#2b62c926;--then:#8a8f98;--bad:#b3261e;--warn:#a85b00;--good:#1c7a4c;
            --h0:#eceff2;--h1:#d5dfea;--h2:#adc3da;--h3:#f5c583;--h4:#e9823f;--h5:#bd3322;--none:#fff}
            @media (prefers-color-scheme:dark){:root{--page:#15171a;--card:#1d2024;--ink:#e7e8ea;--soft:#9ba1aa;
            --line:#32363c;--now:#7ba7f5;--band:#7ba7f52e;--then:#8c929b;--bad:#ff8f85;--warn:#f0b35f;--good:#6fcf9d;
            --h0:#282c31;--h1:#2e3d4e;--h2:#3f5f82;--h3:#94621f;--h4:#c2601f;--h5:#e04a36;--none:#1d2024}}
            *{box-sizing:border-box}
            body{margin:0;background:var(--page);color:var(--ink);
            font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
            main{max-width:1240px;margin:0 auto;padding:28px 28px 56px}
            h1{font-size:26px;line-height:1.25;margin:0;letter-spacing:-.01em;overflow-wrap:anywhere}
            h2{font-size:18px;margin:36px 0 4px;overflow-wrap:anywhere}
            h3{font-size:14px;margin:0;overflow-wrap:anywhere}
            p{margin:0 0 8px;max-width:80ch;overflow-wrap:anywhere}
            .soft{color:var(--soft);font-size:13px}
            .banner{border-left:5px solid var(--good);background:var(--card);padding:16px 20px;margin:20px 0 16px;
            border-radius:6px}
            .banner strong{font-size:18px;display:block}
            .banner.warning{border-color:var(--warn)}.banner.critical{border-color:var(--bad)}
            .banner.warning strong,.warning .chip{color:var(--warn)}
            .banner.critical strong,.critical .chip{color:var(--bad)}
            .banner.fine strong{color:var(--good)}
            .banner ul{list-style:none;margin:10px 0 0;padding:0}
            .banner li{padding:6px 0;border-top:1px solid var(--line);overflow-wrap:anywhere}
            .chip{font-size:11px;font-weight:650;letter-spacing:.04em;margin-right:8px;color:var(--soft)}
            .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px}
            .tile{background:var(--card);border-radius:6px;padding:12px 16px}
            .tile b{display:block;font-size:24px;line-height:1.2;font-weight:600;font-variant-numeric:tabular-nums}
            .grid2{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,460px),1fr));gap:12px}
            .grid3{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,320px),1fr));gap:12px}
            .card{background:var(--card);border-radius:6px;padding:14px 16px 8px;margin:0;min-width:0}
            .card.drift{box-shadow:inset 0 3px 0 var(--bad)}
            .head{display:flex;justify-content:space-between;gap:12px;align-items:baseline;margin-bottom:4px}
            .head span{color:var(--soft);font-size:12.5px;text-align:right}
            .drift .head span{color:var(--bad)}
            .wide{overflow-x:auto}.wide .chart{min-width:900px}
            .chart{display:block;width:100%;height:auto}
            .chart text{font-size:10.5px;fill:var(--soft);font-variant-numeric:tabular-nums}
            .chart .middle{text-anchor:middle}.chart .end{text-anchor:end}
            .chart .rowlabel{font-size:12px;fill:var(--ink)}.chart .rowvalue{font-size:11.5px}
            .gridline{stroke:var(--line);stroke-width:1;fill:none}
            .axis{stroke:var(--then);stroke-width:1;fill:none}
            .line{stroke:var(--now);stroke-width:1.8;fill:none;stroke-linejoin:round}
            .dot{fill:var(--now)}.band{fill:var(--band)}
            .bound{stroke:var(--bad);stroke-width:1.2;fill:none}.chart .boundlabel{fill:var(--bad)}
            .marker{stroke:var(--then);stroke-width:1;stroke-dasharray:3 3;fill:none}
            .alert{fill:var(--warn);opacity:.13}.alert.critical{fill:var(--bad)}.alert.info{fill:var(--then)}
            .h0{fill:var(--h0)}.h1{fill:var(--h1)}.h2{fill:var(--h2)}.h3{fill:var(--h3)}.h4{fill:var(--h4)}
            .h5{fill:var(--h5)}.unknown{fill:var(--none);stroke:var(--line)}
            .drifted{stroke:var(--card);stroke-width:5;stroke-linecap:round}
            .bar{fill:var(--now);opacity:.72}.outline{fill:none;stroke:var(--ink);stroke-width:1.3}
            .key{display:flex;flex-wrap:wrap;gap:4px 18px;margin:0 0 8px}
            .key span{display:inline-flex;align-items:center;gap:6px}
            .key svg{width:16px;height:12px}
            .scroll{overflow-x:auto;background:var(--card);border-radius:6px;padding:4px 16px;margin-top:8px}
            table{border-collapse:collapse;width:100%;font-size:13px;font-variant-numeric:tabular-nums}
            th,td{text-align:left;vertical-align:top;padding:7px 14px 7px 0;border-top:1px solid var(--line);
            overflow-wrap:anywhere}
            th{border-top:0;color:var(--soft);font-weight:600}
            .n{text-align:right;white-space:nowrap}
            tr.critical .sev{color:var(--bad)}tr.warning .sev{color:var(--warn)}
            @media print{:root{color-scheme:light;--page:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#ccc;--now:#2b62c9;
            --band:#2b62c926;--then:#777;--bad:#b3261e;--warn:#a85b00;--good:#1c7a4c;--h0:#eceff2;--h1:#d5dfea;
            --h2:#adc3da;--h3:#f5c583;--h4:#e9823f;--h5:#bd3322;--none:#fff}
            *{print-color-adjust:exact;-webkit-print-color-adjust:exact}
            main{max-width:none;padding:0}.card,.banner,.tile,tr{break-inside:avoid}h2{break-after:avoid}
            .grid2{grid-template-columns:1fr 1fr}.wide .chart{min-width:0}}
            """;

    private StyleSheet() {}

    /** {@return the content security policy: no script, no image, no font, no form, no address, only this sheet} */
    static String policy() {
        return "default-src 'none'; style-src 'sha256-" + hash() + "'; base-uri 'none'; form-action 'none'";
    }

    private static String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(TEXT.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256, this one has not", e);
        }
    }
}
