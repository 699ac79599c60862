export const MINIMUM_PASSWORD_LENGTH = 12;

export type PasswordStrength =
  | { readonly level: 'short'; readonly missing: number }
  | { readonly level: 'weak' | 'fair' | 'strong' };

const COMMON = /password|passwort|qwert|admin|welcome|letmein|workcompanion|12345|abc123|iloveyou/i;

/** Bits that guessing by character classes would need, repeats counted once. */
function guessBits(password: string): number {
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/];
  const sizes = [26, 26, 10, 40];
  const alphabet = classes.reduce(
    (sum, pattern, index) => sum + (pattern.test(password) ? (sizes[index] ?? 0) : 0),
    0,
  );
  const distinct = new Set(password.toLowerCase()).size;
  const effective = Math.min(password.length, distinct * 1.6);
  return effective * Math.log2(Math.max(2, alphabet));
}

/** A hint, no gate: only the length is demanded. */
export function passwordStrength(password: string): PasswordStrength {
  const missing = MINIMUM_PASSWORD_LENGTH - password.length;
  if (missing > 0) return { level: 'short', missing };
  const bits = guessBits(password) - (COMMON.test(password) ? 40 : 0);
  if (bits < 55) return { level: 'weak' };
  return { level: bits < 85 ? 'fair' : 'strong' };
}
