// SPDX-License-Identifier: Apache-2.0
/**
 * Drawings as SVG, PNG and PDF files. The same drawing gives the same bytes on any machine and JDK: the font travels with
 * the program, text is drawn as outlines or embedded, and nothing is compressed by the platform's own library.
 */
package io.hvsim.output.picture;
