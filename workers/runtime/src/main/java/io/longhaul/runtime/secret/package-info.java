/** The search for secrets where none may be. */
package io.longhaul.runtime.secret;
