// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.memory;

/**
 * The memory of a VM.
 *
 * @param pages its size
 * @param use which of its pages are touched
 * @param migration null for a VM that stays where it is
 */
public record VmMemory(long pages, PageUse use, MigrationPlan migration) {}
