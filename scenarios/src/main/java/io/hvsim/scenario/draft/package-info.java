// SPDX-License-Identifier: Apache-2.0
/** Files that hvsim writes for people to go on with: their YAML as it grows, and the numbers in it. */
package io.hvsim.scenario.draft;
