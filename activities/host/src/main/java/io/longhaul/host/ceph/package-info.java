/**
 * librados and librbd: rados-java, and beside it the functions that it lacks. Errors are failures with the meaning of the
 * errno; every handle holds what it stands on.
 */
package io.longhaul.host.ceph;
