/** Reading the ends of a node's logs (wire contract, 3.8). */
@NullMarked
package io.noderax.protocol.logscan;

import org.jspecify.annotations.NullMarked;
