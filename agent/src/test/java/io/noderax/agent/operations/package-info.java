/** Tests of the operational surface. */
@NullMarked
package io.noderax.agent.operations;

import org.jspecify.annotations.NullMarked;
