// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.importer;

import io.hvsim.scenario.draft.Draft;
import io.hvsim.scenario.draft.Draft.Remark;
import io.hvsim.scenario.draft.FigureText;
import io.hvsim.scenario.text.YamlNode;
import io.hvsim.scenario.trace.LoadRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a trace measured of its host, as a suite: a scenario that replays the load, and for each VM the measured share of its
 * vCPUs' time that they ran, were ready and were held back, as points. They are means over the whole series, in which gaps
 * count as idle since the replay has them so. What the trace does not say is assumed, and said in a comment behind it.
 *
 * <p>Demand is replayed as user time, so that the measured time running stands beside simulated user time, without what
 * virtualization adds. Since the replay is made of it, it counts as fitted; ready and co-stop are predicted. A share that was measured as 0 makes no point, since an error relative to it means nothing.
 */
public final class MeasuredSuite {
    /** Longer series pass faster. */
    private static final double LONGEST = 600;

    private static final int REPLICATIONS = 3;
    private static final int FEW = 5;
    /** Below, a share is as good as 0. */
    private static final double LEAST = 5e-7;

    private static final String FITTED = "fitted";
    private static final String PREDICTED = "predicted";

    private static final Map<String, Assumed> SYSTEMS = Map.of(
            "esxtop", new Assumed("xeon-x5570", "esx-4.0", "linux-2.6.22"),
            "xentop", new Assumed("xeon-e5-2450", "xen-4.5", "linux-4.0"),
            "virt-top", new Assumed("xeon-8160", "kvm-5.6", "linux-5.4"),
            "sadf", new Assumed("xeon-8160", "kvm-5.6", "linux-5.4"),
            "vmstat", new Assumed("xeon-8160", "kvm-5.6", "linux-5.4"),
            "csv", new Assumed("xeon-8160", "kvm-5.6", "linux-5.4"));

    private static final Map<String, String> NO_OUTCOMES = Map.of(
            "bitbrains", "what VMs used over five minutes",
            "planetlab", "what VMs used over five minutes",
            "azure", "what VMs used over five minutes",
            "swf", "jobs, and how long they waited for a batch system");

    /** The definitions of the library that stand for the measured system until the user says better. */
    private record Assumed(String host, String hypervisor, String guest) {}

    private final String kind;
    private final Map<String, MeasuredVm> vms = new LinkedHashMap<>();
    private double end;
    private boolean hasArrivals;

    /**
     * Of a trace of a kind that {@link TraceImport} knows.
     *
     * @throws ImportException when traces of the kind say nothing of how their host did
     */
    public MeasuredSuite(String kind) throws ImportException {
        if (NO_OUTCOMES.containsKey(kind)) {
            throw new ImportException(
                    "no suite can be made of " + kind + ": it holds load only (" + NO_OUTCOMES.get(kind)
                            + "), nothing that the host did with it, such as ready time; traces of esxtop, sadf, vmstat, virt-top and"
                            + " xentop do");
        }
        this.kind = kind;
    }

    /** Takes a row of the series. */
    public void add(LoadRow row) {
        if (!(row instanceof LoadRow.Demand demand)) {
            hasArrivals = true;
            return;
        }
        vms.computeIfAbsent(demand.vm(), name -> new MeasuredVm()).add(demand);
        end = Math.max(end, demand.time() + demand.duration());
    }

    /**
     * The suite.
     *
     * @param trace name of the file without folders
     * @param sha256 of its bytes
     * @param series path of the load series from the suite's folder
     * @param pcpus CPUs of the host; 0 when not known
     * @throws ImportException when there is nothing to compare with
     */
    public String text(String trace, String sha256, String series, int pcpus) throws ImportException {
        if (hasArrivals) {
            throw new ImportException(
                    "no suite can be made of " + trace + ": it holds arrivals, and nothing that the host did");
        }
        Map<String, String> groups = groups();
        List<String> zeros = new ArrayList<>();
        List<YamlNode> points = points(groups, pcpus, zeros);
        if (points.isEmpty()) {
            throw new ImportException("no suite can be made of " + trace + ": every VM was idle, and no vCPU waited");
        }
        Draft suite = new Draft();
        suite.put(Draft.text("Measured: " + trace), "title");
        suite.put(Draft.text(about(zeros)), "about");
        suite.put(Draft.text(trace + " (sha256 " + sha256 + "), " + kind), "source");
        suite.put(Draft.plain("seen"), "confidence");
        putHost(suite, pcpus);
        putVms(suite, groups, series);
        suite.put(
                Draft.flow(
                        Draft.entry("warmup", Draft.plain("0 s")),
                        Draft.entry("duration", Draft.plain(FigureText.number(end / speed()) + " s")),
                        Draft.entry("replications", Draft.plain(Integer.toString(REPLICATIONS)))),
                new Remark(speed() > 1 ? FigureText.number(end) + " s of the series" : "the whole series"),
                "scenario",
                "run");
        suite.put(Draft.list(points), "points");
        return suite.text();
    }

    private String about(List<String> zeros) {
        String unsaid = zeros.isEmpty()
                ? ""
                : " Measured as 0, without a point: " + String.join(", ", zeros.subList(0, Math.min(FEW, zeros.size())))
                        + (zeros.size() > FEW ? " and " + (zeros.size() - FEW) + " more." : ".");
        String inside = ofGuest()
                ? " The trace is of one VM: what it waited for are others of its host, which belong into the scenario."
                : "";
        return "How far hvsim is from the measured host when it replays the load. What the trace does not say is assumed, as the"
                + " comments say: correct it before you judge." + inside + unsaid;
    }

    private boolean ofGuest() {
        return kind.equals("sadf") || kind.equals("vmstat");
    }

    private void putHost(Draft suite, int pcpus) {
        Assumed assumed = SYSTEMS.get(kind);
        int cores = pcpus > 0
                ? pcpus
                : vms.values().stream().mapToInt(MeasuredVm::vcpus).max().orElse(1);
        String counted = pcpus > 0
                ? "CPUs that the trace counts"
                : "assumed: as many as the largest VM has vCPUs, since the trace does not say";
        suite.put(
                Draft.plain(assumed.host()),
                new Remark("assumed: the trace does not name the CPU; see hvsim list hosts"),
                "scenario",
                "host",
                "extends");
        suite.put(Draft.plain("1"), new Remark("assumed"), "scenario", "host", "sockets");
        suite.put(Draft.plain(Integer.toString(cores)), new Remark(counted), "scenario", "host", "cores-per-socket");
        suite.put(
                Draft.plain("1"),
                new Remark("assumed: each counted CPU is a core of its own"),
                "scenario",
                "host",
                "threads-per-core");
        suite.put(
                Draft.plain(Math.max(1, vms.size()) + " GiB"),
                new Remark("assumed: enough for all"),
                "scenario",
                "host",
                "memory");
        suite.put(
                Draft.plain(assumed.hypervisor()),
                new Remark("assumed: the trace does not name the version; its scheduler decides on ready and co-stop"),
                "scenario",
                "hypervisor");
    }

    private void putVms(Draft suite, Map<String, String> groups, String series) {
        Assumed assumed = SYSTEMS.get(kind);
        boolean isFirst = true;
        for (Map.Entry<String, MeasuredVm> each : vms.entrySet()) {
            String[] path = {"scenario", "vms", groups.get(each.getKey()), ""};
            boolean isCounted = each.getValue().saysVcpus();
            put(
                    suite,
                    path,
                    "vcpus",
                    Integer.toString(each.getValue().vcpus()),
                    isCounted ? "" : "assumed: the fewest that its use needs");
            put(suite, path, "guest", assumed.guest(), isFirst ? "assumed, for all" : "");
            put(suite, path, "technique", "auto", isFirst ? "assumed, for all: what the hypervisor prefers" : "");
            put(suite, path, "workload", "replay", "");
            path[3] = "load";
            suite.put(
                    Draft.flow(Draft.entry("trace", trace(series, each.getKey()))),
                    new Remark(
                            isFirst
                                    ? "bursts are assumed, for all: ready and co-stop rest on them; try 5 to 80 ms"
                                    : ""),
                    path);
            isFirst = false;
        }
    }

    private static void put(Draft suite, String[] path, String key, String value, String remark) {
        String[] whole = path.clone();
        whole[3] = key;
        suite.put(Draft.plain(value), new Remark(remark), whole);
    }

    private YamlNode trace(String series, String vm) {
        YamlNode.Mapping burst =
                Draft.flow(Draft.entry("mean", Draft.plain("20 ms")), Draft.entry("cv", Draft.plain("1")));
        YamlNode.Mapping trace = Draft.flow(
                Draft.entry("file", Draft.text(series)),
                Draft.entry("vm", Draft.text(vm)),
                Draft.entry("burst", burst));
        return speed() > 1 ? trace.with(Draft.entry("speed", Draft.plain(FigureText.number(speed())))) : trace;
    }

    private double speed() {
        return Math.max(1, Math.ceil(end / LONGEST));
    }

    /** Names of VM groups, by those of VMs. */
    private Map<String, String> groups() {
        Map<String, String> groups = new LinkedHashMap<>();
        Set<String> used = new HashSet<>();
        for (String vm : vms.keySet()) {
            String plain =
                    vm.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
            String group = plain.matches("[a-z].*") ? plain : "vm" + (plain.isEmpty() ? "" : "-" + plain);
            String free = group;
            for (int n = 2; !used.add(free); n++) {
                free = group + "-" + n;
            }
            groups.put(vm, free);
        }
        return groups;
    }

    private List<YamlNode> points(Map<String, String> groups, int pcpus, List<String> zeros) {
        List<YamlNode> points = new ArrayList<>();
        double busy = 0;
        for (Map.Entry<String, MeasuredVm> each : vms.entrySet()) {
            MeasuredVm vm = each.getValue();
            String group = groups.get(each.getKey());
            double used = vm.used(end);
            point(points, zeros, each.getKey() + ": used", group + ".cpu.user", used, FITTED);
            point(points, zeros, each.getKey() + ": ready", group + ".cpu.ready", vm.ready(end), PREDICTED);
            point(points, zeros, each.getKey() + ": co-stop", group + ".cpu.costop", vm.coStop(end), PREDICTED);
            busy += used * vm.vcpus();
        }
        if (pcpus > 0) {
            point(points, zeros, "host: used by VMs", "*.host.utilization", busy / pcpus, FITTED);
        }
        return points;
    }

    private void point(
            List<YamlNode> points, List<String> zeros, String name, String metric, double share, String role) {
        if (Double.isNaN(share)) {
            return;
        }
        if (share < LEAST) {
            zeros.add(name);
            return;
        }
        points.add(Draft.flow(
                Draft.entry("case", Draft.text(name)),
                Draft.entry("technique", Draft.plain(SYSTEMS.get(kind).hypervisor())),
                Draft.entry("metric", Draft.text(metric)),
                Draft.entry("published", Draft.plain(FigureText.number(100 * share) + " %")),
                Draft.entry("role", Draft.plain(role))));
    }
}
