/** What the steps of a job do on a hypervisor host: libvirt, storage, images, fencing, processes. No JDBC here. */
package io.longhaul.host;
