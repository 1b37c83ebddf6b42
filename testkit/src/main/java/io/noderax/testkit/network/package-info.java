/** A network in trouble between two programs: a proxy that loses, delays, cuts and replaces, as a seed says. */
@NullMarked
package io.noderax.testkit.network;

import org.jspecify.annotations.NullMarked;
