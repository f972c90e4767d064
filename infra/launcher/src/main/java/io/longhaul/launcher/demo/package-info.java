/** {@code longhaul demo}: the whole way of a clone on this machine, with proof at its end. */
package io.longhaul.launcher.demo;
