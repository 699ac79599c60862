import { openAsBlob } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { checkPackage } from '@workcompanion/core/evidence/check-package';
import { type OpenProblem, openPackage } from '@workcompanion/core/evidence/open-package';
import type { PackageReader } from '@workcompanion/core/evidence/package-reader';
import { askPassword } from './ask-password.ts';
import { EXIT_NO_INPUT, EXIT_NOT_A_PACKAGE, EXIT_OF, EXIT_USAGE } from './exit-codes.ts';
import { parseArguments, USAGE, type VerifyArguments } from './parse-arguments.ts';
import { showProgress } from './show-progress.ts';
import { tellVerdict } from './tell-verdict.ts';

const PROBLEMS: Readonly<Record<OpenProblem, string>> = {
  'not-a-package': 'This is not an evidence package: it is no zip, or it is damaged at its end.',
  'password-needed': 'The package is encrypted. Give its password with --password-file.',
  'password-wrong': 'The password does not open the package.',
};

/** `workcompanion verify PACKAGE`; gives the exit code. */
export async function runCli(args: readonly string[]): Promise<number> {
  const parsed = parseArguments(args, Intl.DateTimeFormat().resolvedOptions().locale);
  if (parsed === null) {
    process.stderr.write(USAGE);
    return EXIT_USAGE;
  }
  if (!(await isFile(parsed.file))) {
    process.stderr.write(`There is no file ${parsed.file}.\n`);
    return EXIT_NO_INPUT;
  }
  const opened = await open(parsed);
  if (!('reader' in opened)) {
    process.stderr.write(`${opened.problem}\n`);
    return opened.exitCode;
  }
  return verify(opened.reader, parsed);
}

async function verify(reader: PackageReader, parsed: VerifyArguments): Promise<number> {
  const progress = showProgress(process.stderr);
  const verdict = await checkPackage(reader, {
    serverKey: parsed.serverKey,
    onProgress: progress.show,
    signal: new AbortController().signal,
  });
  progress.clear();
  process.stdout.write(
    parsed.json
      ? `${JSON.stringify(verdict, null, 2)}\n`
      : tellVerdict(verdict, { language: parsed.language, isColoured: process.stdout.isTTY }),
  );
  return EXIT_OF[verdict.outcome];
}

type Opened =
  | { readonly reader: PackageReader }
  | { readonly problem: string; readonly exitCode: number };

async function open({ file, passwordFile }: VerifyArguments): Promise<Opened> {
  const blob = await openAsBlob(file);
  const given = passwordFile === null ? null : await firstLine(passwordFile);
  if (passwordFile !== null && given === null) {
    return { problem: `There is no file ${passwordFile}.`, exitCode: EXIT_NO_INPUT };
  }
  let opened = await openPackage(blob, given);
  if (!opened.ok && opened.problem === 'password-needed' && process.stdin.isTTY) {
    opened = await openPackage(blob, await askPassword('Password of the package: '));
  }
  return opened.ok
    ? { reader: opened.reader }
    : { problem: PROBLEMS[opened.problem], exitCode: EXIT_NOT_A_PACKAGE };
}

async function firstLine(file: string): Promise<string | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  return text === null ? null : (text.split(/\r?\n/)[0] ?? '');
}

async function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
}
