import { parseArgs } from 'node:util';
import { signReleaseFile } from './release/sign-release-file.ts';
import { messageOf } from './start/message-of.ts';

/**
 * `npm run release:sign -- FILE.msi`: writes FILE.msi.release. The key: --key FILE or
 * RELEASE_PRIVATE_KEY_FILE; the version: --version 1.4.0 or the file's name.
 */
const { values, positionals } = parseArgs({
  options: { key: { type: 'string' }, version: { type: 'string' } },
  allowPositionals: true,
});
const keyFile = values.key ?? process.env['RELEASE_PRIVATE_KEY_FILE'];
const [file] = positionals;
try {
  if (file === undefined) throw new Error('name the MSI.');
  if (keyFile === undefined) throw new Error('name the private key: --key FILE.');
  console.log(await signReleaseFile({ file, keyFile, version: values.version }));
} catch (error) {
  console.error(`Nothing was signed: ${messageOf(error)}`);
  process.exitCode = 1;
}
