import { wrongImports } from './import-direction.ts';
import { sourceFiles } from './imported-files.ts';
import { twoWayFolders } from './two-way-folders.ts';

const sources = sourceFiles();
const wrong = [...sources.flatMap(wrongImports), ...twoWayFolders(sources)];
for (const line of wrong) process.stderr.write(`${line}\n`);
process.exitCode = wrong.length === 0 ? 0 : 1;
