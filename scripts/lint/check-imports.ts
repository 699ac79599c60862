import { wrongImports } from './import-direction.ts';
import { sourceFiles } from './source-files.ts';

const wrong = sourceFiles().flatMap(wrongImports);
for (const line of wrong) process.stderr.write(`${line}\n`);
process.exitCode = wrong.length === 0 ? 0 : 1;
