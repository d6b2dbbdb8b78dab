// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.memory;

/**
 * The tax on idle memory: when memory is scarce it is taken from the VM that pays the fewest shares for each of its pages,
 * an idle page counting as many.
 *
 * <p>Source: Waldspurger, OSDI 2002.
 *
 * @param rate share of idle pages that may be taken in favour of others, from 0 (none) to below 1; ESX: 0.75
 */
public record IdleTax(double rate) {

    /**
     * Shares for each page, by which victims are chosen: the lowest first.
     *
     * @param activePart part of the pages in active use, 0 to 1
     */
    public double sharesPerPage(double shares, double pages, double activePart) {
        double idlePageCost = 1 / (1 - rate);
        return shares / (pages * (activePart + idlePageCost * (1 - activePart)));
    }
}
