// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.memory;

/**
 * How a host takes memory back from its VMs when free memory is scarce: by balloon first, then by compressing pages, then
 * by swapping pages picked at random.
 *
 * <p>Source: Waldspurger, OSDI 2002; VMware, memory management in vSphere.
 *
 * @param slidingLevels whether levels follow the sliding scale of vSphere 5; else the classic percentages
 * @param tax by which a victim is chosen
 * @param balloonLimit part of a VM's memory that the balloon can take; ESX: 0.65
 * @param balloonPagesPerSecond how fast a balloon inflates
 * @param compressionCache part of a VM's memory that may hold compressed pages, two in the room of one; 0 for none
 * @param decompressNs how long a touch of a compressed page takes
 * @param swapPagesPerSecond how fast the host writes pages to swap
 * @param copyCycles cycles of breaking up a shared page that is written to, on NetBurst, without exit and entry
 * @param scan how equal pages are found, or null when they are not shared
 * @param samples pages watched in each period to estimate active memory
 * @param samplePeriodNs length of the period
 */
public record ReclamationPolicy(
        boolean slidingLevels,
        IdleTax tax,
        double balloonLimit,
        double balloonPagesPerSecond,
        double compressionCache,
        long decompressNs,
        double swapPagesPerSecond,
        double copyCycles,
        SharingScan scan,
        int samples,
        long samplePeriodNs) {}
