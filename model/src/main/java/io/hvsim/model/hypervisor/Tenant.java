// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import io.hvsim.model.engine.RandomStream;
import io.hvsim.model.engine.Sampler;
import io.hvsim.model.engine.Simulation;
import io.hvsim.model.engine.Timer;
import io.hvsim.model.measure.IntervalSeries;
import io.hvsim.model.memory.ActiveEstimate;
import io.hvsim.model.memory.Holding;
import io.hvsim.model.memory.Page;
import io.hvsim.model.memory.PageAccesses.Missing;
import io.hvsim.model.memory.VmMemory;
import io.hvsim.model.memory.VmPages;
import java.util.ArrayList;
import java.util.List;

/**
 * A VM on a host that reclaims memory: what it holds, and what it waits for when it touches what was taken.
 *
 * <p>A guest that a balloon leaves too little memory swaps to its own disk. That its vCPU could run another task meanwhile
 * is not simulated.
 */
final class Tenant {
    private final Simulation simulation;
    private final HostMemory host;
    private final VmMemory memory;
    private final Holding holding;
    private final VmPages pages;
    private final ActiveEstimate estimate;
    private final RandomStream stream;
    private final Sampler guestDiskNs;
    private final List<Vcpu> vcpus = new ArrayList<>();
    private final IntervalSeries swapped;
    private final IntervalSeries ballooned;
    private double mergedBefore;
    private double presentBefore;
    private double takenBefore;
    private long pageIns;
    private long doublePageIns;

    /**
     * @param shares weight of the VM's memory
     * @param guestDiskNs service time of the disk that the guest swaps to
     */
    Tenant(
            Simulation simulation,
            HostMemory host,
            VmMemory memory,
            VmPages pages,
            double shares,
            RandomStream stream,
            Sampler guestDiskNs,
            long seriesIntervalNs) {
        this.simulation = simulation;
        this.host = host;
        this.memory = memory;
        this.pages = pages;
        this.stream = stream;
        this.guestDiskNs = guestDiskNs;
        this.holding = new Holding(host.policy(), shares, memory.pages(), memory.allocated());
        double setPart = (double) memory.use().setPages() / memory.pages();
        this.estimate = new ActiveEstimate(host.policy().samples(), setPart, stream);
        this.holding.active(setPart);
        this.swapped = new IntervalSeries(seriesIntervalNs);
        this.ballooned = new IntervalSeries(seriesIntervalNs);
    }

    /** Adds a vCPU of the VM; its absent pages come from what is returned. */
    PageSource add(Vcpu vcpu) {
        vcpus.add(vcpu);
        return new PageWait(vcpu);
    }

    Holding holding() {
        return holding;
    }

    /** The guest uses more of its memory for {@code seconds}. */
    void grow(double seconds) {
        holding.allocate(memory.growthPerSecond() * seconds);
    }

    /** {@code merged} of the pages that equal others have been found by now; those written to since are shared no more. */
    void share(double merged) {
        pages.merge(memory.equalPart() * memory.use().setPages() * (merged - mergedBefore));
        mergedBefore = merged;
        double outsideSet = Math.max(0, holding.allocated() - memory.use().setPages());
        holding.share(memory.equalPart() * outsideSet * merged + pages.sharedInSet());
    }

    /** A sampling period ends. */
    void sample() {
        vcpus.forEach(Vcpu::sync);
        estimate.period(pages.takeTouchedPart());
        holding.active(estimate.part());
    }

    /** The host is about to reclaim. */
    void remember() {
        presentBefore = holding.present();
        takenBefore = holding.swapped() + holding.compressed();
    }

    /** The host has reclaimed: pages that it took are absent from now on. */
    void settle() {
        vcpus.forEach(Vcpu::sync);
        double taken = holding.swapped() + holding.compressed() - takenBefore;
        if (taken > 0) {
            pages.evict(taken / presentBefore);
        }
        pages.squeeze(memory.pages() - holding.ballooned());
        vcpus.forEach(Vcpu::accessesChanged);
        swapped.record(simulation.now(), holding.swapped() * Page.BYTES);
        ballooned.record(simulation.now(), holding.ballooned() * Page.BYTES);
    }

    /** Memory that the guest has in its own swap, in bytes. */
    double guestSwappedBytes() {
        return pages.guestSwapped() * Page.BYTES;
    }

    /** Pages so far that vCPUs waited for. */
    long pageIns() {
        return pageIns;
    }

    /** Pages so far that the host brought only for the guest to write them to its own swap. */
    long doublePageIns() {
        return doublePageIns;
    }

    /** Swapped memory in bytes over time. */
    IntervalSeries swappedSeries() {
        return swapped;
    }

    /** Memory in the balloon in bytes over time. */
    IntervalSeries balloonedSeries() {
        return ballooned;
    }

    /** The wait of one vCPU for one page. */
    private final class PageWait implements PageSource {
        private final Vcpu vcpu;
        private final Timer timer;
        private final Runnable swappedIn = this::swappedIn;
        private Missing missing;

        PageWait(Vcpu vcpu) {
            this.vcpu = vcpu;
            this.timer = simulation.timer(vcpu::pagedIn);
        }

        @Override
        public void fetch(Missing missing) {
            this.missing = missing;
            pageIns++;
            if (missing == Missing.GUEST) {
                readGuestSwap();
            } else if (missing == Missing.HOST && isCompressed()) {
                holding.decompress();
                timer.armIn(host.policy().decompressNs());
            } else {
                host.swapIn(swappedIn);
            }
        }

        private boolean isCompressed() {
            double all = holding.compressed() + holding.swapped();
            return holding.compressed() > 0 && stream.nextDouble() < holding.compressed() / all;
        }

        private void readGuestSwap() {
            timer.armIn(Math.round(guestDiskNs.next()));
        }

        private void swappedIn() {
            holding.swapIn();
            if (missing == Missing.HOST) {
                vcpu.pagedIn();
            } else {
                doublePageIns++;
                readGuestSwap();
            }
        }
    }
}
