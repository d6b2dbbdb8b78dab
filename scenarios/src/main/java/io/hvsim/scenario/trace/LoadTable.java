// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.trace;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Load series as hvsim writes and replays them: a CSV table with a header, in one of two forms.
 *
 * <pre>
 * time,duration,vm,vcpus,demand,ready,co-stop
 * time,duration,vm,arrivals,work
 * </pre>
 *
 * <p>Columns may be in any order but once each, and others beside them are passed over. {@code vcpus}, {@code ready}, {@code co-stop} and
 * {@code work} may be missing or empty. Lines that begin with {@code #} are remarks. Units are those of {@link LoadRow}.
 */
public final class LoadTable {
    /** Columns of demand series. */
    public static final List<String> DEMAND = List.of("time", "duration", "vm", "vcpus", "demand", "ready", "co-stop");
    /** Columns of arrival series. */
    public static final List<String> ARRIVALS = List.of("time", "duration", "vm", "arrivals", "work");

    private static final int DIGITS = 6;
    private static final double SHORTEST = 1e-6;
    private static final double MOST_CPUS = 1e6;
    private static final double MOST_SHARE = 1.1;

    private final List<String> header;

    private LoadTable(List<String> header) {
        this.header = header;
    }

    /** The table that has this line for a header; empty when it is none. */
    public static Optional<LoadTable> of(String line) {
        List<String> header = Cells.split(line, ',');
        boolean demand = header.contains("demand");
        boolean common = header.containsAll(DEMAND.subList(0, 3)) && demand != header.contains("arrivals");
        boolean clear = header.stream()
                .filter(column -> DEMAND.contains(column) || ARRIVALS.contains(column))
                .allMatch(new HashSet<>()::add);
        return common && clear ? Optional.of(new LoadTable(header)) : Optional.empty();
    }

    /** Whether the line is a remark or blank. */
    public static boolean isRemark(String line) {
        return line.isBlank() || line.startsWith("#");
    }

    /** The columns that the row is written in. */
    public static List<String> columns(LoadRow row) {
        return row instanceof LoadRow.Demand ? DEMAND : ARRIVALS;
    }

    /** The row as cells in the order of {@link #columns}; times and amounts to a millionth. */
    public static List<String> cells(LoadRow row) {
        if (row instanceof LoadRow.Demand d) {
            return List.of(
                    decimal(d.time()),
                    decimal(d.duration()),
                    d.vm(),
                    d.vcpus() == 0 ? "" : Integer.toString(d.vcpus()),
                    decimal(d.demand()),
                    decimal(d.ready()),
                    decimal(d.coStop()));
        }
        LoadRow.Arrivals a = (LoadRow.Arrivals) row;
        return List.of(
                decimal(a.time()), decimal(a.duration()), a.vm(), Long.toString(a.arrivals()), decimal(a.work()));
    }

    private static String decimal(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(DIGITS, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    /** Whether the rows are demand; else they are arrivals. */
    public boolean isDemand() {
        return header.contains("demand");
    }

    /**
     * The row itself, if a table can hold it and a scenario replay it.
     *
     * @throws UnreadableRowException for a name that is empty, has blanks around it or holds control characters; for demand
     *     over less than a millionth of a second or for more than a million CPUs; for shares above 110 %, since what is measured
     *     as full is often a little more
     */
    public static LoadRow checked(LoadRow row) throws UnreadableRowException {
        if (row.vm().isEmpty()) {
            throw new UnreadableRowException("no name in the column vm");
        }
        if (!row.vm().equals(row.vm().strip()) || row.vm().chars().anyMatch(Character::isISOControl)) {
            throw new UnreadableRowException("'" + Cells.brief(row.vm()) + "' is no name of a VM");
        }
        if (row instanceof LoadRow.Demand demand) {
            if (demand.duration() < SHORTEST) {
                throw new UnreadableRowException("demand over no time");
            }
            if (!(demand.demand() <= MOST_CPUS)) {
                throw new UnreadableRowException("a demand for more than a million CPUs");
            }
            checkShare(demand.ready(), "ready");
            checkShare(demand.coStop(), "co-stop");
        }
        return row;
    }

    private static void checkShare(double share, String column) throws UnreadableRowException {
        if (share > MOST_SHARE) {
            throw new UnreadableRowException("a share above 1 (" + column + ")");
        }
    }

    /** The row in a line. */
    public LoadRow row(String line) throws UnreadableRowException {
        List<String> cells = Cells.split(line, ',');
        double time = Cells.atLeastZero(cell(cells, "time"), "time");
        double duration = Cells.atLeastZero(cell(cells, "duration"), "duration");
        String vm = cell(cells, "vm");
        if (isDemand()) {
            double demand = Cells.atLeastZero(cell(cells, "demand"), "demand");
            String vcpus = header.contains("vcpus") ? cell(cells, "vcpus") : "";
            int count = vcpus.isEmpty() ? 0 : Cells.count(vcpus, "vcpus");
            return checked(new LoadRow.Demand(
                    time, duration, vm, count, demand, optional(cells, "ready"), optional(cells, "co-stop")));
        }
        return checked(new LoadRow.Arrivals(
                time, duration, vm, Cells.count(cell(cells, "arrivals"), "arrivals"), optional(cells, "work")));
    }

    private String cell(List<String> cells, String column) throws UnreadableRowException {
        return Cells.at(cells, header.indexOf(column));
    }

    private double optional(List<String> cells, String column) throws UnreadableRowException {
        String cell = header.contains(column) ? cell(cells, column) : "";
        return cell.isEmpty() ? Double.NaN : Cells.atLeastZero(cell, column);
    }
}
