import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { RECORDER_VERSION } from './version.ts';

test('the version that is told is that of the package', () => {
  expect(RECORDER_VERSION).toBe(manifest.version);
});
