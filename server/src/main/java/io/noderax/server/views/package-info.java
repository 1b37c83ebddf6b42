/** Filters of the console that a person has named, kept here so that they are there in every browser of that person. */
@NullMarked
package io.noderax.server.views;

import org.jspecify.annotations.NullMarked;
