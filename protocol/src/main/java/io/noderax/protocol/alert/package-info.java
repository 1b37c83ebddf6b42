/** What needs somebody, a cause a row (extension {@code alerts}). */
@NullMarked
package io.noderax.protocol.alert;

import org.jspecify.annotations.NullMarked;
