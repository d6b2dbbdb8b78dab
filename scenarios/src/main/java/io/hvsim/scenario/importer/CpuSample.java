// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.importer;

import io.hvsim.scenario.trace.LoadRow;
import io.hvsim.scenario.trace.UnreadableRowException;

/** What sar recorded of the CPUs of a machine at one time, put together from a row for each CPU and one for all of them. */
final class CpuSample {
    /** Shares that were rounded one by one may add up to a little more than 1. */
    static final double FULL = 1.1;

    private final ImportSettings settings;
    private final Extract extract;
    private String vm = "";
    private double end = Double.NaN;
    private double interval;
    private int cpus;
    private boolean hasAll;
    private double used;
    private double stolen;

    CpuSample(ImportSettings settings, Extract extract) {
        this.settings = settings;
        this.extract = extract;
    }

    /**
     * What follows belongs to that sample; the one before is complete if it was another. sadf rounds the interval and cuts the
     * time to whole seconds, so that a sample may seem to begin up to a second before the last one has ended; it then begins
     * there.
     */
    void at(String host, double endSeconds, double intervalSeconds) throws UnreadableRowException {
        String name = host.strip();
        if (endSeconds == end && name.equals(vm)) {
            return;
        }
        if (intervalSeconds <= 0) {
            throw new UnreadableRowException("a sample over no time");
        }
        flush();
        double early = name.equals(vm) ? end - (endSeconds - intervalSeconds) : 0;
        boolean isRounded = early > 0 && early <= 1 && early < intervalSeconds;
        vm = name;
        end = endSeconds;
        interval = isRounded ? intervalSeconds - early : intervalSeconds;
    }

    /** One more CPU has a row. */
    void countCpu() {
        cpus++;
    }

    /** The row for all CPUs together, in shares of their time. */
    void all(double idle, double waiting, double stolen) throws UnreadableRowException {
        if (idle + waiting + stolen > FULL) {
            throw new UnreadableRowException("idle, waiting and stolen time are above 100 % together");
        }
        hasAll = true;
        this.used = Math.max(0, 1 - idle - waiting - stolen);
        this.stolen = stolen;
    }

    /** The last sample is complete; {@code line} was the last of {@code file}. */
    void end(String file, long line) {
        try {
            flush();
        } catch (UnreadableRowException e) {
            extract.skipped().add(file, line, e.getMessage());
        }
    }

    private void flush() throws UnreadableRowException {
        boolean complete = hasAll;
        int counted = cpus > 0 ? cpus : settings.vcpus();
        hasAll = false;
        cpus = 0;
        if (complete) {
            double begin = extract.sinceStart(end - interval);
            extract.add(new LoadRow.Demand(begin, interval, vm, counted, used * counted, stolen, Double.NaN));
        }
    }
}
