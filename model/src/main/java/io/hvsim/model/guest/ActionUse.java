// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

/**
 * A kernel action as a program uses it.
 *
 * @param count how often, may be fractional
 * @param pages pages that each action covers; 0 where it is not about pages
 * @param ring address spaces that take turns, for switches with a working set; 1 where it does not matter
 */
public record ActionUse(String action, double count, double pages, int ring) {

    public static ActionUse of(String action, double count) {
        return new ActionUse(action, count, 0, 1);
    }
}
