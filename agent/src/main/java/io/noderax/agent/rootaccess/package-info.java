/** Root access: what operators want on this node, and what is applied. */
@NullMarked
package io.noderax.agent.rootaccess;

import org.jspecify.annotations.NullMarked;
