// SPDX-License-Identifier: Apache-2.0
/** Numbers and quantities as text, the same in every locale and on every JDK. */
package io.hvsim.output.number;
