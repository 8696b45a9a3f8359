/** What commands show: named values, as tables for people and as JSON for programs. */
@NullMarked
package dev.guestwire.cli.output;

import org.jspecify.annotations.NullMarked;
