/** A Ceph cluster of our own on this machine: one monitor, one manager, and OSDs on files or in memory. */
package io.longhaul.lab.ceph;
