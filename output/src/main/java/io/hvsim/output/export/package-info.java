// SPDX-License-Identifier: Apache-2.0
/**
 * Results as CSV and JSON. The same result gives the same bytes on any machine and JDK: no date, no locale, line feeds
 * only, and numbers in their shortest form.
 */
package io.hvsim.output.export;
