@NullMarked
package io.noderax.agent.root;

import org.jspecify.annotations.NullMarked;
