package io.noderax.agent.packages;

import io.noderax.agent.loops.StopSignal;
import io.noderax.agent.tasks.ReadOnlyWork;
import io.noderax.protocol.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Asks a package system: the first question has to be answered, what further ones tell is added where they are. */
final class PackageQuery implements ReadOnlyWork {
    private final QueryRun run;
    private final String system;
    private final List<Query> queries;
    private final String member;
    private final IntFunction<String> words;

    /**
     * @param member of the result, that holds the packages
     * @param words for people, about so many packages
     */
    PackageQuery(QueryRun run, String system, List<Query> queries, String member, IntFunction<String> words) {
        this.run = run;
        this.system = system;
        this.queries = queries;
        this.member = member;
        this.words = words;
    }

    @Override
    public Found find(StopSignal stop) throws Failed {
        List<PackageEntry> entries = ask(queries.getFirst(), stop);
        List<String> missing = new ArrayList<>();
        for (Query further : queries.subList(1, queries.size())) {
            try {
                entries = merged(entries, ask(further, stop));
            } catch (Failed e) {
                missing.add(String.valueOf(e.getMessage()));
            }
        }
        JsonObject result = JsonObject.builder()
                .put(member, entries)
                .put("packageManager", system)
                .build();
        long upgradable = entries.stream()
                .filter(entry -> entry.availableVersion() != null)
                .count();
        String newer = upgradable == 0 ? "" : ", " + upgradable + " of them can be upgraded";
        String lacking = missing.isEmpty() ? "" : "\nnot known: " + String.join("; ", missing);
        return new Found(result, words.apply(entries.size()) + newer + lacking);
    }

    private List<PackageEntry> ask(Query query, StopSignal stop) throws Failed {
        try {
            QueryRun.Printed printed = run.run(query.argv(), stop);
            if (query.good().contains(printed.exitCode())) {
                return query.parser().parse(printed.lines());
            }
            throw new Failed(
                    "query-failed",
                    query.argv().getFirst() + " ended with exit code " + printed.exitCode()
                            + (printed.error().isEmpty() ? "" : ": " + printed.error()));
        } catch (Failed e) {
            Query otherwise = query.otherwise();
            if (otherwise == null || stop.isStopped()) {
                throw e;
            }
            return ask(otherwise, stop);
        }
    }

    /** A further answer without architectures is about every package of the name. */
    private static List<PackageEntry> merged(List<PackageEntry> entries, List<PackageEntry> further) {
        Map<String, PackageEntry> more = new LinkedHashMap<>();
        further.forEach(entry -> more.merge(key(entry), entry, PackageEntry::with));
        List<PackageEntry> merged = new ArrayList<>(entries.size());
        for (PackageEntry entry : entries) {
            PackageEntry exact = more.get(key(entry));
            PackageEntry loose = more.get(entry.name() + "/");
            PackageEntry whole = exact == null ? entry : entry.with(exact);
            merged.add(loose == null ? whole : whole.with(loose));
        }
        return merged;
    }

    private static String key(PackageEntry entry) {
        return entry.name() + "/" + (entry.architecture() == null ? "" : entry.architecture());
    }
}
