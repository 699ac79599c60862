import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ATTACKS } from './testing/attacks/all-attacks.ts';
import { isRight, type Tried, tryAttacks, VERIFIERS } from './testing/attacks/try-attacks.ts';

/** Those that are written down: one of each kind, since each has footage. The command makes the rest. */
const VECTORS = [
  'honest: as it was made',
  'honest: footage left out with a reason',
  'archive: another name in a local header',
  'file: an entry of the journal dropped',
  'native: one bit of a picture',
  'server: other rules',
  'custody: another name, in the log too',
  'history: a proof of the history that is none',
  'journal: an entry written anew with the device’s key',
  'stranger: a true package sealed anew',
];

/** `npm run attacks`: every attack against every verifier, as a table; `-- --vectors` writes some down. */
const isWriting = process.argv.includes('--vectors');
const chosen = isWriting ? ATTACKS.filter(({ name }) => VECTORS.includes(name)) : ATTACKS;
const { tried, serverKey } = await tryAttacks(chosen);
process.stdout.write(
  `| attack | has to be named | ${VERIFIERS.join(' | ')} |\n|---|---|---|---|---|\n`,
);
for (const one of tried) process.stdout.write(`${rowOf(one)}\n`);
const wrong = tried.filter(({ attack, answers }) =>
  VERIFIERS.some((verifier) => !isRight(attack, answers[verifier])),
);
const attacks = tried.filter(({ attack }) => attack.code !== null);
process.stdout.write(
  `\n${attacks.length} attacks and ${tried.length - attacks.length} honest packages; ${wrong.length} wrong answers.\n`,
);
if (isWriting) await writeVectors();
process.exitCode = wrong.length === 0 ? 0 : 1;

function rowOf({ attack, answers }: Tried): string {
  const cells = VERIFIERS.map((verifier) => {
    const { outcome } = answers[verifier];
    return isRight(attack, answers[verifier]) ? outcome : `WRONG: ${outcome}`;
  });
  return `| ${attack.name} | ${attack.code ?? 'proven'} | ${cells.join(' | ')} |`;
}

async function writeVectors(): Promise<void> {
  const folder = join(import.meta.dirname, '..', 'docs', 'evidence-vectors');
  await mkdir(folder, { recursive: true });
  const packages = tried.map(({ attack, answers }) => ({
    file: fileOf(attack.name),
    expected: answers.page.outcome,
    named: attack.code,
    codes: answers.page.codes.toSorted().join(' '),
  }));
  for (const { attack, zip } of tried) await writeFile(join(folder, fileOf(attack.name)), zip);
  const told = { formatVersion: 4, serverKey, packages };
  await writeFile(join(folder, 'expected.json'), `${JSON.stringify(told, null, 2)}\n`);
}

function fileOf(name: string): string {
  return `${name.replace(/[^A-Za-z0-9]+/g, '-').toLowerCase()}.zip`;
}
