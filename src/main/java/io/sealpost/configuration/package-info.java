/**
 * Reads, checks and reloads the YAML files of the configuration folder.
 *
 * <p>Read first: {@link ConfigurationReader}, {@link Configuration}.
 */
@NullMarked
package io.sealpost.configuration;

import org.jspecify.annotations.NullMarked;
