import { writeFile } from 'node:fs/promises';
import { draftPackage, prepareScene } from '@workcompanion/core/evidence/testing/package-draft';
import { sealDraft } from '@workcompanion/core/evidence/testing/seal-draft';

/** A true package on the disk, for a look at it by hand: `node write-package-file.ts FILE [PASSWORD]`. */
const [file, password] = process.argv.slice(2);
if (file === undefined) throw new Error('name a file');
const { scene, server } = await prepareScene();
const zip = await sealDraft(await draftPackage(scene, server), password ?? null);
await writeFile(file, zip);
