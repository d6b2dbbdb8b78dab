// SPDX-License-Identifier: Apache-2.0
/** What a run found out: records only. */
package io.hvsim.model.result;
