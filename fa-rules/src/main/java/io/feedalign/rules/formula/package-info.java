/**
 * The rules' equations in plain double arithmetic, for audits. They are written from RULES.md and
 * docs/maths, and share no code with the rules: what both get wrong, both must have got wrong.
 */
@NullMarked
package io.feedalign.rules.formula;

import org.jspecify.annotations.NullMarked;
