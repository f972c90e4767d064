/** The lab: real hosts and a real Ceph cluster on this machine, in network namespaces of their own. */
package io.longhaul.lab;
