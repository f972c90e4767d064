/** libvirt with deadlines: three connections, one hung call blocks nobody else, errors are typed. */
package io.longhaul.host.libvirt;
