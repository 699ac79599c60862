import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { policyDigest } from './policy-digest.ts';

it('is that of the canonical form, in whatever order the members come', () => {
  const canonical = '{"a":[true,null,{"x":"é\\n"}],"b":{"c":1.5,"d":""}}';
  const expected = createHash('sha256').update(canonical, 'utf8').digest('hex');
  expect(policyDigest({ b: { d: '', c: 1.5 }, a: [true, null, { x: 'é\n' }] })).toBe(expected);
  const undefinedMember = { a: [true, null, { x: 'é\n' }], b: { c: 1.5, d: '' }, e: undefined };
  expect(policyDigest(undefinedMember)).toBe(expected);
});
