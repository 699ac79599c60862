import { describe, expect, it } from 'vitest';
import { passwordStrength } from './password-strength.ts';
import { safeNext } from './safe-next.ts';
import { canHavePasskeys } from './sign-with-passkey.ts';

describe('safeNext', () => {
  it('keeps paths of this portal with their query', () => {
    expect(safeNext('/people/1/2026-11-24?t=14:16:07')).toBe('/people/1/2026-11-24?t=14:16:07');
  });

  it('never leads to another site', () => {
    for (const next of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      'javascript:1',
      null,
    ]) {
      expect(safeNext(next)).toBe('/');
    }
  });

  it('does not lead back to signing in', () => {
    expect(safeNext('/sign-in?next=/people')).toBe('/');
  });
});

describe('passkeys', () => {
  it('belong to names, and to no address of numbers', () => {
    expect(['localhost', 'portal.example', '10.example'].filter(canHavePasskeys)).toHaveLength(3);
    expect(['127.0.0.1', '10.0.0.7', '[::1]'].filter(canHavePasskeys)).toEqual([]);
  });
});

describe('passwordStrength', () => {
  it('counts what is missing to the least length', () => {
    expect(passwordStrength('abc')).toEqual({ level: 'short', missing: 9 });
  });

  it('sees through repeats and the usual words', () => {
    expect(passwordStrength('aaaaaaaaaaaaaaaa').level).toBe('weak');
    expect(passwordStrength('Password12345').level).toBe('weak');
  });

  it('likes length more than symbols', () => {
    expect(passwordStrength('copper lantern walks uphill').level).toBe('strong');
  });
});
