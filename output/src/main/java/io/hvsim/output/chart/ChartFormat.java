// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.chart;

import io.hvsim.output.picture.PdfFile;
import io.hvsim.output.picture.PngFile;
import io.hvsim.output.picture.SvgFile;
import java.util.Locale;

/** The kinds of file that a chart can become. What a kind needs is loaded when it is first written. */
public enum ChartFormat {
    SVG {
        @Override
        public byte[] write(Chart chart) {
            return SvgFile.of(chart.picture());
        }
    },
    PNG {
        @Override
        public byte[] write(Chart chart) {
            return PngFile.of(chart.picture());
        }
    },
    PDF {
        @Override
        public byte[] write(Chart chart) {
            return PdfFile.of(chart.picture());
        }
    },
    /** The data behind the chart. */
    CSV {
        @Override
        public byte[] write(Chart chart) {
            return chart.data().csv();
        }
    };

    /** {@code chart} as the content of a file; the same chart gives the same bytes. */
    public abstract byte[] write(Chart chart);

    /** What file names end in, with the dot. */
    public String ending() {
        return "." + name().toLowerCase(Locale.ROOT);
    }
}
