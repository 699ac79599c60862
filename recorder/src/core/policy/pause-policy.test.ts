import { expect, test } from 'vitest';
import { testPolicy } from '../../testing/test-policy.ts';
import { pauseEnd } from './pause-policy.ts';

const MINUTE = 60_000_000;

test('takes the reasons that the policy names, and no other', () => {
  const policy = testPolicy({ pause: { reasons: ['Lunch', 'Doctor'] } });
  expect(pauseEnd(policy, { reason: ' Lunch ', minutes: 5 }, 0)).toBe(5 * MINUTE);
  expect(() => pauseEnd(policy, { reason: 'Bored' }, 0)).toThrow('Lunch, Doctor');
  expect(pauseEnd(testPolicy(), { reason: 'Bored', minutes: 5 }, 0)).toBe(5 * MINUTE);
});
