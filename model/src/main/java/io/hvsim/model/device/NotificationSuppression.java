// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.device;

/** How the consumer of a ring says that it need not be told of new entries. */
public enum NotificationSuppression {
    /** By the count of the entry at which it wants to be told (EVENT_IDX of virtio, req_event of Xen). */
    EVENT_INDEX,
    /** By a flag that it sets while it runs. */
    FLAG
}
