/** Root access: the profile that is wanted and the one that a node has applied. */
@NullMarked
package io.noderax.protocol.rootaccess;

import org.jspecify.annotations.NullMarked;
