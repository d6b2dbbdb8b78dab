// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.explanation;

import io.hvsim.scenario.figure.FigureValues;
import io.hvsim.scenario.library.DiskDef;
import io.hvsim.scenario.library.Kinds;
import io.hvsim.scenario.library.Library;
import io.hvsim.scenario.text.Problems;
import java.util.Comparator;
import java.util.Optional;

/** The disks of a library by how fast they are. */
final class Disks {
    private Disks() {}

    /** Of those with no fewer places the disk that serves a read the next faster; empty when there is none. */
    static Optional<DiskDef> faster(Library library, FigureValues figures, DiskDef than) {
        double served = service(than, figures);
        return library.names(Kinds.DISK).stream()
                .flatMap(name -> library.find(Kinds.DISK, name, new Problems()).stream())
                .filter(disk -> service(disk, figures) < served && disk.parallel() >= than.parallel())
                .max(Comparator.comparingDouble(disk -> service(disk, figures)));
    }

    private static double service(DiskDef disk, FigureValues figures) {
        return disk.serviceNs().at(figures).distribution().mean();
    }
}
