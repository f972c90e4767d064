/** {@code longhaul lab}: a real storage cluster on this machine. */
package io.longhaul.launcher.lab;
