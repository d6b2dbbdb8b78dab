// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.suite;

import io.hvsim.scenario.load.LoadFiles;
import io.hvsim.scenario.text.YamlNode;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file that a suite is read from.
 *
 * @param name without folders and ending
 * @param folder where it lies; empty for one that travels with the program
 * @param loads the load series that its scenario may name
 */
record SuiteFile(String name, YamlNode.Mapping tree, Optional<Path> folder, LoadFiles loads) {}
