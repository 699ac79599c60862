import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { wrongImports } from './import-direction.ts';

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.tsx'], {
  encoding: 'utf8',
});
const wrong = files
  .trim()
  .split('\n')
  .flatMap((file) => wrongImports({ file, text: readFileSync(file, 'utf8') }));
for (const line of wrong) process.stderr.write(`${line}\n`);
process.exitCode = wrong.length === 0 ? 0 : 1;
