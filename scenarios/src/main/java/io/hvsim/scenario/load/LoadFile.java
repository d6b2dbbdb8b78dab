// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.load;

import io.hvsim.scenario.trace.LoadRow;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file with load series, read: rows of each VM in the order of time. Two of the same name and content are equal.
 */
public final class LoadFile {
    private final String name;
    private final byte[] content;
    private final boolean isDemand;
    private final Map<String, Rows> vms = new LinkedHashMap<>();

    /** @param name as the scenario has it */
    LoadFile(String name, byte[] content, boolean isDemand) {
        this.name = name;
        this.content = content;
        this.isDemand = isDemand;
    }

    /** Time, duration and time of the next row are each rounded to a millionth. */
    private static final double ROUNDING = 2e-6;

    /** Rows of one VM, packed: time, duration, amount, and what is measured besides. */
    public static final class Rows {
        private static final int CELLS = 5;
        private double[] cells = new double[64];
        private int count;

        private void add(double... row) {
            if ((count + 1) * CELLS > cells.length) {
                cells = Arrays.copyOf(cells, 2 * cells.length);
            }
            System.arraycopy(row, 0, cells, count * CELLS, CELLS);
            count++;
        }

        public int count() {
            return count;
        }

        /** When the row begins, in s. */
        public double time(int row) {
            return cells[row * CELLS];
        }

        /** How long it lasts, in s. */
        public double duration(int row) {
            return cells[row * CELLS + 1];
        }

        /** CPUs demanded, or how many arrived. */
        public double amount(int row) {
            return cells[row * CELLS + 2];
        }

        /** CPU time of each arrival in s, or the measured share of ready time; {@code NaN} when unknown. */
        public double workOrReady(int row) {
            return cells[row * CELLS + 3];
        }

        /** Measured share of co-stop; {@code NaN} when unknown. */
        public double coStop(int row) {
            return cells[row * CELLS + 4];
        }

        /** When the last row ends, in s. */
        public double end() {
            return count == 0 ? 0 : time(count - 1) + duration(count - 1);
        }
    }

    /** Adds a row; returns whether it begins where the last one of its VM has ended, or later. */
    boolean add(LoadRow row) {
        Rows rows = vms.computeIfAbsent(row.vm(), vm -> new Rows());
        if (row.time() < rows.end() - ROUNDING - 2 * Math.ulp(rows.end())) {
            return false;
        }
        if (row instanceof LoadRow.Demand d) {
            rows.add(d.time(), d.duration(), d.demand(), d.ready(), d.coStop());
        } else {
            LoadRow.Arrivals a = (LoadRow.Arrivals) row;
            rows.add(a.time(), a.duration(), a.arrivals(), a.work(), Double.NaN);
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof LoadFile file && name.equals(file.name) && Arrays.equals(content, file.content);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    public String name() {
        return name;
    }

    /** The file as it is. */
    public byte[] content() {
        return content.clone();
    }

    /** Whether rows are demand; else they are arrivals. */
    public boolean isDemand() {
        return isDemand;
    }

    /** Whether every row says how much CPU time its arrivals take. */
    public boolean saysWork() {
        return isDemand
                || vms.values().stream().allMatch(rows -> {
                    for (int row = 0; row < rows.count(); row++) {
                        if (Double.isNaN(rows.workOrReady(row))) {
                            return false;
                        }
                    }
                    return true;
                });
    }

    /** The VMs in the order of their first rows. */
    public List<String> vms() {
        return List.copyOf(vms.keySet());
    }

    /** The rows of a VM that is in the file. */
    public Rows rows(String vm) {
        return vms.get(vm);
    }
}
