/** Machines that ask to join: the inbox, and a person's answer. */
@NullMarked
package io.noderax.cli.enrollments;

import org.jspecify.annotations.NullMarked;
