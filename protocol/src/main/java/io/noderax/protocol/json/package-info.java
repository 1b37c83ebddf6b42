/** The JSON form of the wire: a small immutable tree, a reader that names what is wrong, and timestamps. The only users of the JSON library. */
@NullMarked
package io.noderax.protocol.json;

import org.jspecify.annotations.NullMarked;
