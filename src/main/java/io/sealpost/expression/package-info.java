/**
 * Templates of URLs, headers and bodies: parsed once, rendered once an attempt.
 *
 * <p>Read first: {@link TemplateParser}, {@link Template}.
 */
@NullMarked
package io.sealpost.expression;

import org.jspecify.annotations.NullMarked;
