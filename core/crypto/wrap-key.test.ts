import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { unwrapKey, wrapKey } from './wrap-key.ts';

const masterKey = randomBytes(32);
const secret = randomBytes(16);

describe('wrapped key', () => {
  it('opens with its master key and context', () => {
    expect(unwrapKey(masterKey, wrapKey(masterKey, secret, 'data-key:1'), 'data-key:1')).toEqual(
      secret,
    );
  });

  it('is another text each time, and holds the secret nowhere', () => {
    const wrapped = wrapKey(masterKey, secret, 'data-key:1');
    expect(wrapped).not.toEqual(wrapKey(masterKey, secret, 'data-key:1'));
    expect(wrapped.includes(secret)).toBe(false);
    expect(wrapped).toHaveLength(1 + 12 + 16 + 16);
  });

  it('still opens one that was wrapped by the first version', () => {
    const wrapped = Buffer.from(
      '01a1b9353839d3975359f99637ac86bfae0c723a57fcd2afcf5f7ec14c3f4144d502968e0aed54d67b435a4ca5',
      'hex',
    );
    expect(unwrapKey(Buffer.alloc(32, 1), wrapped, 'data-key:fixed').toString('hex')).toBe(
      '000102030405060708090a0b0c0d0e0f',
    );
  });

  it('stays shut for another master key or context', () => {
    const wrapped = wrapKey(masterKey, secret, 'data-key:1');
    expect(() => unwrapKey(randomBytes(32), wrapped, 'data-key:1')).toThrow(/does not open/);
    expect(() => unwrapKey(masterKey, wrapped, 'data-key:2')).toThrow(/does not open/);
  });

  it('stays shut after a change of any byte', () => {
    const wrapped = wrapKey(masterKey, secret, 'data-key:1');
    for (const at of wrapped.keys()) {
      const changed = Buffer.from(wrapped);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(() => unwrapKey(masterKey, changed, 'data-key:1')).toThrow(
        expect.objectContaining({ code: 'internal' }),
      );
    }
    expect(() => unwrapKey(masterKey, wrapped.subarray(0, 20), 'data-key:1')).toThrow(/format/);
  });

  it('takes no master key of another size', () => {
    expect(() => wrapKey(randomBytes(16), secret, 'data-key:1')).toThrow(/32 bytes/);
  });
});
