// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.memory;

/** What a VM holds of its host's memory. Pages are means, so they need not be whole. */
public final class Holding {
    private final ReclamationPolicy policy;
    private final double shares;
    private final long memory;
    private double allocated;
    private double shared;
    private double ballooned;
    private double compressed;
    private double swapped;
    private double activePart;
    private double balloonCeiling;

    /**
     * @param shares weight of the VM
     * @param memory its size in pages
     * @param allocated pages of it that the guest has used at least once
     */
    public Holding(ReclamationPolicy policy, double shares, long memory, double allocated) {
        this.policy = policy;
        this.shares = shares;
        this.memory = memory;
        this.allocated = allocated;
        this.activePart = 1;
    }

    /** Pages of the host that the VM takes. */
    public double resident() {
        return allocated - shared - ballooned - swapped - compressed / 2;
    }

    /** Pages that the guest has used and that are neither in the balloon nor swapped nor compressed. */
    public double present() {
        return allocated - ballooned - swapped - compressed;
    }

    /** Pages that the guest has used at least once. */
    public double allocated() {
        return allocated;
    }

    public double ballooned() {
        return ballooned;
    }

    public double compressed() {
        return compressed;
    }

    public double swapped() {
        return swapped;
    }

    public double shared() {
        return shared;
    }

    /** The guest uses {@code pages} more, up to the VM's memory. */
    public void allocate(double pages) {
        allocated = Math.min(memory, allocated + pages);
    }

    /** {@code pages} of the VM are kept once for several from now on. */
    public void share(double pages) {
        shared = Math.max(0, Math.min(pages, present() - 1));
    }

    /** Part of the memory that is in active use. */
    public void active(double part) {
        activePart = part;
    }

    /** Shares for each page held: the VM with the fewest is the next victim. */
    double sharesPerPage() {
        return policy.tax().sharesPerPage(shares, Math.max(1, resident()), activePart);
    }

    /** The balloon may take {@code pages} more for the time being. */
    void inflateUpTo(double pages) {
        balloonCeiling = ballooned + pages;
    }

    /** How many more pages the balloon can take. */
    double balloonRoom() {
        double most = Math.min(balloonCeiling, policy.balloonLimit() * memory);
        return Math.max(0, Math.min(most - ballooned, takeable()));
    }

    /** The balloon takes {@code pages} more. */
    public void balloon(double pages) {
        ballooned += pages;
    }

    /** How many more pages can be compressed. */
    double compressionRoom() {
        return Math.max(0, Math.min(2 * policy.compressionCache() * memory - compressed, takeable()));
    }

    /** {@code pages} are compressed. */
    public void compress(double pages) {
        compressed += pages;
    }

    /** How many more pages can be swapped. */
    double swapRoom() {
        return Math.max(0, takeable());
    }

    /** Pages that can still be taken: those that are shared free nothing, and the last one stays. */
    private double takeable() {
        return present() - shared - 1;
    }

    /** {@code pages} are swapped. */
    public void swap(double pages) {
        swapped += pages;
    }

    /** A swapped page is brought back. */
    public void swapIn() {
        swapped = Math.max(0, swapped - 1);
    }

    /** A compressed page is brought back. */
    public void decompress() {
        compressed = Math.max(0, compressed - 1);
    }
}
