/** The API's description of itself. */
package io.longhaul.api.description;
