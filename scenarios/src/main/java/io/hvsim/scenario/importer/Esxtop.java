// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.importer;

import io.hvsim.scenario.trace.Cells;
import io.hvsim.scenario.trace.LoadRow;
import io.hvsim.scenario.trace.Trace;
import io.hvsim.scenario.trace.UnreadableRowException;
import java.io.IOException;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Batch output of esxtop ({@code esxtop -b}): a line of headings {@code \\host\Category(instance)\Counter}, then a row for each
 * sample, with thousands of columns of which a few are kept.
 *
 * <p>The worlds {@code vmx-vcpu-N} of a group are the vCPUs of a VM; its other worlds are threads that serve it and are left
 * out. Demand is their {@code % Run}, ready and co-stop their {@code % Ready} and {@code % CoStop} divided by their number.
 * Without columns of worlds, those of the groups are taken, helpers included, and divided by the vCPUs that the settings
 * give. The first sample covers no known time and is left out.
 */
final class Esxtop implements Importer {
    private static final String FIRST = "(PDH-CSV";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MM/dd/yyyy HH:mm:ss");
    private static final Pattern VCPU = Pattern.compile("(\\d+):(.*):(\\d+):vmx-vcpu-(\\d+)(:.*)?");
    private static final Pattern PCPU = Pattern.compile("\\d+");
    private static final Pattern GROUP = Pattern.compile("(\\d+):(.*)");
    /** Groups of the host itself: by name, or ending with a process number. */
    private static final Pattern OF_HOST = Pattern.compile("system|idle|helper|drivers|ft|vmotion|.*\\.\\d+");

    private static final String RUN = "% Run";
    private static final String READY = "% Ready";
    private static final String CO_STOP = "% CoStop";
    private static final Set<String> COUNTERS = Set.of(RUN, READY, CO_STOP);

    @Override
    public String kind() {
        return "esxtop";
    }

    @Override
    public String title() {
        return "esxtop -b, beginning with '\"(PDH-CSV 4.0)'";
    }

    @Override
    public boolean recognizes(List<String> head) {
        return !head.isEmpty() && head.get(0).replace("\"", "").startsWith(FIRST);
    }

    @Override
    public void read(Trace trace, ImportSettings settings, Extract extract) throws IOException {
        Samples samples = new Samples(settings, extract, trace.name());
        trace.forEach(samples::line, extract.skipped());
    }

    /** Columns of one VM by counter and world, or by counter and group; of those that are there twice, the first. */
    private static final class Columns {
        private final String vm;
        private final boolean ofWorlds;
        private final Map<String, Map<String, Integer>> counters = new LinkedHashMap<>();
        private final Set<String> worlds = new HashSet<>();

        Columns(String vm, boolean ofWorlds) {
            this.vm = vm;
            this.ofWorlds = ofWorlds;
        }

        double sum(String counter, List<String> cells) throws UnreadableRowException {
            double sum = 0;
            for (int index : counters.getOrDefault(counter, Map.of()).values()) {
                String cell = Cells.at(cells, index);
                String what = counter + " of " + Cells.brief(vm);
                sum += ofWorlds ? Cells.percent(cell, what) : Cells.atLeastZero(cell, what) / 100;
            }
            return sum;
        }
    }

    private static final class Samples {
        private final ImportSettings settings;
        private final Extract extract;
        private final String file;
        private final Map<String, Columns> vms = new LinkedHashMap<>();
        private final Set<String> names = new HashSet<>();
        private final Set<String> pcpus = new HashSet<>();
        private boolean hasWorlds;
        private double last = Double.NaN;

        Samples(ImportSettings settings, Extract extract, String file) {
            this.settings = settings;
            this.extract = extract;
            this.file = file;
        }

        void line(String line, long number) throws UnreadableRowException {
            if (number == 1) {
                headings(Cells.split(line, ','));
            } else if (!line.isBlank()) {
                sample(Cells.split(line, ','), number);
            }
        }

        private void headings(List<String> cells) {
            hasWorlds = cells.stream().anyMatch(cell -> cell.contains("\\Vcpu("));
            for (int i = 1; i < cells.size(); i++) {
                heading(cells.get(i), i);
            }
            extract.hasPcpus(pcpus.size());
        }

        /** {@code \\host\Category(instance)\Counter}, where the instance may hold anything; what stands before it is dirt. */
        private void heading(String cell, int index) {
            int host = cell.indexOf("\\\\");
            int category = host < 0 ? -1 : cell.indexOf('\\', host + 2) + 1;
            int open = category <= 0 ? -1 : cell.indexOf('(', category);
            int close = cell.lastIndexOf(")\\");
            if (open < 0 || close <= open) {
                return;
            }
            String counter = cell.substring(close + 2);
            if (cell.substring(category, open).equals("Physical Cpu")
                    && PCPU.matcher(cell.substring(open + 1, close)).matches()) {
                pcpus.add(cell.substring(open + 1, close));
            }
            boolean wanted = cell.substring(category, open).equals(hasWorlds ? "Vcpu" : "Group Cpu");
            if (wanted && COUNTERS.contains(counter)) {
                column(cell.substring(open + 1, close), counter, index);
            }
        }

        private void column(String instance, String counter, int index) {
            Matcher name = (hasWorlds ? VCPU : GROUP).matcher(instance);
            if (!name.matches() || !hasWorlds && OF_HOST.matcher(name.group(2)).matches()) {
                return;
            }
            Columns vm = vms.computeIfAbsent(
                    name.group(1), id -> new Columns(unused(name.group(2).strip(), id), hasWorlds));
            vm.worlds.add(instance);
            vm.counters.computeIfAbsent(counter, c -> new LinkedHashMap<>()).putIfAbsent(instance, index);
        }

        /** VMs may have the same name; the number of their group tells them apart. */
        private String unused(String name, String id) {
            return names.add(name) ? name : name + "#" + id;
        }

        private void sample(List<String> cells, long number) throws UnreadableRowException {
            double now = Cells.seconds(cells.get(0), TIME);
            double before = last;
            double begin = extract.sinceStart(Double.isNaN(before) ? now : before);
            if (now <= before) {
                throw new UnreadableRowException("no later than the sample before");
            }
            last = now;
            if (Double.isNaN(before)) {
                return;
            }
            for (Columns vm : vms.values()) {
                try {
                    extract.add(row(vm, cells, begin, now - before));
                } catch (UnreadableRowException e) {
                    extract.skipped().add(file, number, e.getMessage());
                }
            }
        }

        private LoadRow row(Columns vm, List<String> cells, double begin, double duration)
                throws UnreadableRowException {
            int vcpus = hasWorlds ? vm.worlds.size() : settings.vcpus();
            if (!vm.counters.containsKey(RUN)) {
                throw new UnreadableRowException("no column " + RUN + " of " + vm.vm);
            }
            double ready = vm.sum(READY, cells) / vcpus;
            double coStop = vm.sum(CO_STOP, cells) / vcpus;
            if (!hasWorlds && Math.max(ready, coStop) > 1) {
                throw new UnreadableRowException(
                        "ready or co-stop of " + Cells.brief(vm.vm) + " above 100 % of " + vcpus
                                + " vCPUs: give their number with --vcpus, or export the columns of worlds (esxtop -b -a)");
            }
            return new LoadRow.Demand(begin, duration, vm.vm, vcpus, vm.sum(RUN, cells), ready, coStop);
        }
    }
}
