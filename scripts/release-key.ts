import { parseArgs } from 'node:util';
import { makeReleaseKey } from './release/make-release-key.ts';
import { messageOf } from './start/message-of.ts';

/** `npm run release:key -- --out FILE`: the key pair that signs releases of the recorder. */
const { values } = parseArgs({ options: { out: { type: 'string', default: 'release-key.pem' } } });
try {
  const { publicFile } = await makeReleaseKey(values.out);
  console.log(`${values.out} signs releases. Keep it away from the portal, and keep a copy of it:`);
  console.log('installed recorders take updates from nobody else.');
  console.log(`${publicFile} is RELEASE_PUBLIC_KEY_FILE of dist:win and of the portal.`);
} catch (error) {
  console.error(`No key was made: ${messageOf(error)}`);
  process.exitCode = 1;
}
