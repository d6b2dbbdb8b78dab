// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.store;

import io.hvsim.model.result.LatencyCurve;
import io.hvsim.model.result.Metric;
import io.hvsim.model.result.RunResult;
import io.hvsim.model.result.TimeSeries;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Replications as bytes, exact to the bit. Names and units of metrics, which all replications of a point share, are a
 * layout of their own; the numbers are deflated.
 */
public final class RunCodec {
    private RunCodec() {}

    /** A replication as a whole, with its number and its layout, for another process of the same version. */
    public static byte[] pack(RunResult run) throws IOException {
        byte[] layout = layout(run.metrics());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(run.replication());
            out.writeInt(layout.length);
            out.write(layout);
            out.write(encode(run));
        }
        return bytes.toByteArray();
    }

    /** The replication that {@link #pack} packed. */
    public static RunResult unpack(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int replication = in.readInt();
            byte[] layout = in.readNBytes(in.readInt());
            return decode(replication, metrics(layout), in.readAllBytes());
        }
    }

    /** Names and units of the metrics of a replication, without values. */
    static byte[] layout(List<Metric> metrics) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(metrics.size());
            for (Metric metric : metrics) {
                out.writeUTF(metric.vm());
                out.writeUTF(metric.name());
                out.writeUTF(metric.unit());
            }
        }
        return bytes.toByteArray();
    }

    /** The metrics of a layout, with values of zero. */
    static List<Metric> metrics(byte[] layout) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(layout))) {
            int count = in.readInt();
            List<Metric> metrics = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                metrics.add(new Metric(
                        in.readUTF().intern(),
                        in.readUTF().intern(),
                        in.readUTF().intern(),
                        0));
            }
            return metrics;
        }
    }

    /** All of a replication but its number and the layout of its metrics. */
    static byte[] encode(RunResult run) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater quick = new Deflater(Deflater.BEST_SPEED);
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes, quick, 4096))) {
            out.writeLong(run.warmupNs());
            out.writeLong(run.measuredNs());
            out.writeLong(run.events());
            for (Metric metric : run.metrics()) {
                write(metric.value(), out);
            }
            out.writeInt(run.latencyCurves().size());
            for (LatencyCurve curve : run.latencyCurves()) {
                out.writeUTF(curve.vm());
                write(curve.seconds(), out);
                write(curve.share(), out);
                out.writeLong(curve.requests());
            }
            out.writeInt(run.timeSeries().size());
            for (TimeSeries series : run.timeSeries()) {
                out.writeUTF(series.vm());
                out.writeUTF(series.name());
                out.writeUTF(series.unit());
                out.writeLong(series.intervalNs());
                write(series.values(), out);
            }
        } finally {
            quick.end();
        }
        return bytes.toByteArray();
    }

    /** The replication that {@link #encode} wrote. */
    static RunResult decode(int replication, List<Metric> layout, byte[] bytes) throws IOException {
        byte[] all;
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            all = in.readAllBytes();
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(all));
        long warmupNs = in.readLong();
        long measuredNs = in.readLong();
        long events = in.readLong();
        List<Metric> metrics = new ArrayList<>(layout.size());
        for (Metric named : layout) {
            metrics.add(new Metric(named.vm(), named.name(), named.unit(), Double.longBitsToDouble(in.readLong())));
        }
        List<LatencyCurve> curves = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            curves.add(new LatencyCurve(in.readUTF(), doubles(in), doubles(in), in.readLong()));
        }
        List<TimeSeries> series = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            series.add(new TimeSeries(in.readUTF(), in.readUTF(), in.readUTF(), in.readLong(), doubles(in)));
        }
        return new RunResult(replication, warmupNs, measuredNs, events, metrics, curves, series);
    }

    private static void write(double value, DataOutputStream out) throws IOException {
        out.writeLong(Double.doubleToRawLongBits(value));
    }

    private static void write(double[] values, DataOutputStream out) throws IOException {
        out.writeInt(values.length);
        for (double value : values) {
            write(value, out);
        }
    }

    private static double[] doubles(DataInputStream in) throws IOException {
        double[] values = new double[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Double.longBitsToDouble(in.readLong());
        }
        return values;
    }
}
