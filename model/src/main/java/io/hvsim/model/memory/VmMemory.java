// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.memory;

/**
 * The memory of a VM.
 *
 * @param pages its size
 * @param use which of its pages are touched
 * @param allocated pages that the guest has used at the start
 * @param growthPerSecond pages that it uses for the first time in each second from then on, up to its memory
 * @param equalPart part of the memory that equals other pages of the host at the start, 0 to 1
 * @param migration null for a VM that stays where it is
 */
public record VmMemory(
        long pages, PageUse use, double allocated, double growthPerSecond, double equalPart, MigrationPlan migration) {}
