import { expect, test } from 'vitest';
import { isOlderVersion } from './recorder-version.ts';

test.each([
  ['0.1.0', '0.1.0', false],
  ['0.1.0', '0.1.1', true],
  ['0.10.0', '0.9.9', false],
  ['1.0.0', '0.9.9', false],
  ['0.1.0-rc.1', '0.1.0', false],
  ['a stranger', '0.0.1', true],
])('%s is older than %s: %s', (version, than, older) => {
  expect(isOlderVersion(version, than)).toBe(older);
});
