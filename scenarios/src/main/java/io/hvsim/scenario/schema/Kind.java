// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.schema;

/**
 * A kind of library definition.
 *
 * @param folder plural, the name of its folder, such as {@code hosts}
 * @param noun singular, as messages name it, such as {@code host}
 * @param type the keys of its files
 */
public record Kind<T extends Definition>(String folder, String noun, MappingType<T> type) {}
