// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.chart;

import io.hvsim.output.picture.Picture;

/** A chart and the data behind it. */
public record Chart(Picture picture, DataTable data) {

    /** File name without ending. */
    public String name() {
        return picture.name();
    }
}
