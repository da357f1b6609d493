package io.apogeemq.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The page of results: the last line taken of each row, why missed bars are missed, and the runs that the lines come from.
 * What a run didn't take stays as it was, with the date of its own run.
 */
final class Page {
    private static final String INTRODUCTION = """
            # Side by side with Apache RocketMQ 5.5.0

            Written by `benchmarks/compare.sh`; [README.md](README.md) says how to read it. Figures are medians over the sessions of
            a run (lowest .. highest); ratios are ours to Apache's, session by session. CPU is the broker's, user and system, by the
            kernel's account. Load, unless said: raw pipelined JSON frames over 4 connections on the same machine (512 in flight;
            sync flush: 64), 8 queues, warmed by message count. Each line is of the run that its last column names; the runs are below. An
            answer in brackets is one of a run that was shorter or smaller than the bar asks for.

            """;

    private static final String RUNS = "## Runs";
    private static final String RUN = "- **";
    private static final String RUN_END = "**";

    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final Map<String, String> runs = new LinkedHashMap<>();

    /** A page that was written before; an empty one when there is none. */
    static Page read(Path file) throws IOException {
        Page page = new Page();
        if (Files.exists(file)) {
            String section = "";
            for (String text : Files.readAllLines(file)) {
                section = text.startsWith("## ") ? text : section;
                // reasons may hold tables and lists of their own
                Line line = section.isEmpty() ? Line.parse(text) : null;
                if (line != null) {
                    page.lines.put(line.title(), line);
                } else if (section.equals(RUNS) && text.startsWith(RUN)) {
                    page.runs.put(text.substring(RUN.length(), text.indexOf(RUN_END, RUN.length())), text);
                }
            }
        }
        return page;
    }

    /**
     * Takes what a run has measured in the place of what was there.
     *
     * @param run its name
     * @param about how and on what it was taken
     */
    void take(String run, String about, List<Outcome> outcomes) {
        for (Row row : Row.ALL) {
            Line line = Line.of(row, outcomes, run);
            if (line != null) {
                lines.put(row.title(), line);
            }
        }
        runs.put(run, RUN + run + RUN_END + " " + about);
    }

    /** @param reasons by the title of a row: why its bar is missed, and what was tried */
    String text(Map<String, String> reasons) {
        List<Line> rows = new ArrayList<>();
        for (Row row : Row.ALL) {
            Line line = lines.get(row.title());
            if (line != null) {
                rows.add(line);
            }
        }
        StringBuilder text = new StringBuilder(INTRODUCTION).append(Line.HEAD);
        rows.forEach(text::append);
        if (rows.stream().anyMatch(Line::isMissed)) {
            text.append("\n## Missed bars\n\n");
        }
        for (Line line : rows) {
            if (line.isMissed()) {
                text.append("**").append(line.title()).append("** (bar ").append(line.bar());
                text.append("): ").append(reasons.getOrDefault(line.title(), "no reason is written down yet"));
                text.append("\n\n");
            }
        }
        text.append('\n').append(RUNS).append("\n\n");
        runs.forEach((run, about) -> {
            if (rows.stream().anyMatch(line -> line.run().equals(run))) {
                text.append(about).append('\n');
            }
        });
        return text.toString().replace("\n\n\n", "\n\n");
    }

    /** Sections by their headings: {@code ## <title of a row>}, then why; what stands before the first is for readers. */
    static Map<String, String> reasons(Path file) throws IOException {
        Map<String, String> reasons = new LinkedHashMap<>();
        if (Files.exists(file)) {
            String[] sections = Files.readString(file).split("(?m)^## ");
            for (int i = 1; i < sections.length; i++) {
                int end = sections[i].indexOf('\n');
                reasons.put(
                        sections[i].substring(0, end).strip(),
                        sections[i].substring(end).strip());
            }
        }
        return reasons;
    }
}
