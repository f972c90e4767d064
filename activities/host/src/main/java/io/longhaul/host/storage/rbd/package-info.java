/** Volumes as RBD images of a Ceph cluster. */
package io.longhaul.host.storage.rbd;
