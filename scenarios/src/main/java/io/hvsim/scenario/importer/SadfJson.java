// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.importer;

import io.hvsim.scenario.trace.Cells;
import io.hvsim.scenario.trace.Trace;
import io.hvsim.scenario.trace.UnreadableRowException;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Output of {@code sadf -j}: one document, of which one sample at a time is held. Where the text stops being JSON, what
 * follows is left out as one row.
 */
final class SadfJson implements Importer {

    @Override
    public String kind() {
        return "sadf";
    }

    @Override
    public String title() {
        return "sadf -j, beginning with '{\"sysstat\":'";
    }

    @Override
    public boolean recognizes(List<String> head) {
        return String.join(" ", head.subList(0, Math.min(3, head.size())))
                .strip()
                .startsWith("{\"sysstat\"");
    }

    @Override
    public void read(Trace trace, ImportSettings settings, Extract extract) throws IOException {
        long line = 1;
        CpuSample sample = new CpuSample(settings, extract);
        try (Reader in = trace.reader();
                JsonParser parser = JsonMapper.shared().createParser(in)) {
            String host = trace.stem();
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                line = parser.currentTokenLocation().getLineNr();
                if (token == JsonToken.PROPERTY_NAME && parser.currentName().equals("nodename")) {
                    parser.nextToken();
                    host = parser.getValueAsString(host);
                } else if (token == JsonToken.PROPERTY_NAME
                        && parser.currentName().equals("statistics")) {
                    parser.nextToken();
                } else if (token == JsonToken.START_OBJECT && isSample(parser)) {
                    sample(host, parser.readValueAsTree(), sample, extract, trace.name(), line);
                }
            }
        } catch (JacksonIOException e) {
            throw e.getCause();
        } catch (JacksonException e) {
            extract.skipped().add(trace.name(), line, "no JSON from here on: " + Cells.brief(e.getOriginalMessage()));
        }
        sample.end(trace.name(), line);
    }

    private static boolean isSample(JsonParser parser) {
        return parser.streamReadContext().getParent().inArray()
                && "statistics"
                        .equals(parser.streamReadContext()
                                .getParent()
                                .getParent()
                                .currentName());
    }

    private static void sample(String host, JsonNode tree, CpuSample sample, Extract extract, String file, long line) {
        try {
            if (tree.has("cpu-load")) {
                row(host, tree, sample);
            }
        } catch (UnreadableRowException e) {
            extract.skipped().add(file, line, e.getMessage());
        }
    }

    private static void row(String host, JsonNode tree, CpuSample sample) throws UnreadableRowException {
        JsonNode stamp = tree.path("timestamp");
        String time = stamp.path("date").asString("") + " " + stamp.path("time").asString("");
        double interval = Cells.number(stamp.path("interval").asString(""), "interval");
        sample.at(host, SadfTable.seconds(time), interval);
        for (JsonNode cpu : tree.path("cpu-load")) {
            if (cpu.path("cpu").asString("").equals("all")) {
                sample.all(share(cpu, "idle", ""), share(cpu, "iowait", "0"), share(cpu, "steal", "0"));
            } else {
                sample.countCpu();
            }
        }
    }

    private static double share(JsonNode cpu, String field, String otherwise) throws UnreadableRowException {
        return Cells.percent(cpu.path(field).asString(otherwise), field);
    }
}
