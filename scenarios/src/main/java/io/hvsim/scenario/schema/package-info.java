// SPDX-License-Identifier: Apache-2.0
/**
 * What may stand in a file. A {@link io.hvsim.scenario.schema.Type} describes a value once; reading, editing by path, defaults,
 * the JSON Schema and the reference page all follow from it. Start with {@link io.hvsim.scenario.schema.MappingType}.
 */
package io.hvsim.scenario.schema;
