/** Tests of the profile that is applied. */
@NullMarked
package io.noderax.agent.rootaccess;

import org.jspecify.annotations.NullMarked;
