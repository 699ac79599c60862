import { createHash } from 'node:crypto';
import { createReadStream, openAsBlob } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { WriteStream } from 'node:tty';
import { checkPackage } from '@workcompanion/core/evidence/check-package';
import { type OpenProblem, openPackage } from '@workcompanion/core/evidence/open-package';
import type { PackageReader } from '@workcompanion/core/evidence/package-reader';
import { type FolderFile, readFolder } from '@workcompanion/core/evidence/read-folder';
import {
  checkSearchReport,
  isSearchReport,
} from '@workcompanion/core/evidence/search-report/check-search-report';
import {
  joinTrust,
  NO_TRUST,
  readServerAuthorities,
  readTrust,
  type Trust,
} from '@workcompanion/core/evidence/trust';
import type { Outcome } from '@workcompanion/core/evidence/verdict';
import { parseArguments, VERIFIER_USAGE, type VerifyArguments } from './parse-arguments.ts';
import { tellSearchVerdict } from './tell-search-verdict.ts';
import { tellVerdict } from './tell-verdict.ts';

/** Codes above 60 are those of sysexits.h. */
const EXIT_USAGE = 64;
const EXIT_NOT_A_PACKAGE = 65;
const EXIT_NO_INPUT = 66;

/** Tells a script the outcome (docs/decisions/018). */
const EXIT_OF = { proven: 0, broken: 1, unproven: 2, consistent: 3 } as const satisfies Record<
  Outcome,
  number
>;

const PROBLEMS: Readonly<Record<OpenProblem, string>> = {
  'not-a-package': 'This is not an evidence package: it is no zip, or it is damaged at its end.',
  'password-needed': 'The package is encrypted. Give its password with --password-file.',
  'password-wrong': 'The password does not open the package.',
};

const AUTHORITIES_SAY_NOTHING =
  'No authority vouches for a search report, which holds neither a certificate nor a time-stamp: know its key by --server-key.';

/** Runs `workcompanion verify PACKAGE` and returns the exit code. */
export async function runCli(args: readonly string[]): Promise<number> {
  const parsed = parseArguments(args, Intl.DateTimeFormat().resolvedOptions().locale);
  if (parsed === null) {
    process.stderr.write(VERIFIER_USAGE);
    return EXIT_USAGE;
  }
  const kind = await kindOf(parsed.file);
  if (kind === null) {
    process.stderr.write(`There is no file ${parsed.file}.\n`);
    return EXIT_NO_INPUT;
  }
  const trust = await readTrustFiles(parsed);
  if (typeof trust === 'string') {
    process.stderr.write(`${trust}\n`);
    return EXIT_NO_INPUT;
  }
  const opened = kind === 'folder' ? { reader: await openFolder(parsed.file) } : await open(parsed);
  if (!('reader' in opened)) {
    process.stderr.write(`${opened.problem}\n`);
    return opened.exitCode;
  }
  const zipSha256 = kind === 'file' ? await digestOf(parsed.file) : null;
  return verify({ reader: opened.reader, zipSha256 }, trust, parsed);
}

async function verify(
  { reader, zipSha256 }: { readonly reader: PackageReader; readonly zipSha256: string | null },
  trust: Trust,
  parsed: VerifyArguments,
): Promise<number> {
  if (isSearchReport(reader)) return verifySearchReport(reader, trust, parsed);
  const progress = showProgress(process.stderr);
  const verdict = await checkPackage(reader, {
    trust,
    onProgress: progress.show,
    signal: new AbortController().signal,
  });
  progress.clear();
  process.stdout.write(
    parsed.json
      ? `${JSON.stringify({ zipSha256, ...verdict }, null, 2)}\n`
      : tellVerdict(verdict, {
          language: parsed.language,
          isColoured: process.stdout.isTTY,
          zipSha256,
        }),
  );
  return EXIT_OF[verdict.outcome];
}

async function verifySearchReport(
  reader: PackageReader,
  trust: Trust,
  { json, language }: VerifyArguments,
): Promise<number> {
  const { serverKeys, serverAuthorities, authorities } = trust;
  if (serverKeys.length === 0 && serverAuthorities.length + authorities.length > 0) {
    process.stderr.write(`${AUTHORITIES_SAY_NOTHING}\n`);
  }
  const verdict = await checkSearchReport(reader, trust);
  process.stdout.write(
    json ? `${JSON.stringify(verdict, null, 2)}\n` : tellSearchVerdict(verdict, language),
  );
  return EXIT_OF[verdict.outcome];
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** What the reader knows from elsewhere, or what is wrong with one of the files. */
async function readTrustFiles(parsed: VerifyArguments): Promise<Trust | string> {
  const { serverKeys, trustFiles, serverAuthorityFiles } = parsed;
  const all: Trust[] = [{ ...NO_TRUST, serverKeys }];
  const files = [
    ...trustFiles.map((file) => ({ file, read: readTrust })),
    ...serverAuthorityFiles.map((file) => ({ file, read: readServerAuthorities })),
  ];
  for (const { file, read } of files) {
    const text = await readFile(file, 'utf8').catch(() => null);
    if (text === null) return `There is no file ${file}.`;
    const trust = read(text);
    if (trust === null) return `${file} is no trust file, certificate or trusted list.`;
    all.push(trust);
  }
  return joinTrust(all);
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

/** An unpacked package on the disk. A link in it could show another file tomorrow. */
async function openFolder(folder: string): Promise<PackageReader> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: FolderFile[] = [];
  let isPlain = true;
  for (const entry of found) {
    if (entry.isDirectory()) continue;
    if (!entry.isFile()) isPlain = false;
    const file = join(entry.parentPath, entry.name);
    files.push({
      path: relative(folder, file).split(sep).join('/'),
      bytes: entry.isFile() ? (await stat(file)).size : 0,
      open: () => openAsBlob(file),
    });
  }
  const reader = readFolder(files);
  return isPlain ? reader : { ...reader, ambiguity: 'links' };
}

async function firstLine(file: string): Promise<string | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  return text === null ? null : (text.split(/\r?\n/)[0] ?? '');
}

async function kindOf(path: string): Promise<'file' | 'folder' | null> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile()) return 'file';
  return found?.isDirectory() ? 'folder' : null;
}

/** Asks for a password at the terminal without showing what is typed. */
async function askPassword(question: string): Promise<string> {
  process.stderr.write(question);
  const silence = new Writable({ write: (_piece, _encoding, done) => done() });
  const line = createInterface({ input: process.stdin, output: silence, terminal: true });
  try {
    return await line.question('');
  } finally {
    line.close();
    process.stderr.write('\n');
  }
}

const CLEAR_LINE = '\r\u001b[K';
const INTERVAL_MS = 200;

/** Shows the progress in one line on a terminal, and nothing elsewhere. */
function showProgress(terminal: WriteStream) {
  let shownAt = 0;
  return {
    show(done: number, total: number): void {
      const now = performance.now();
      if (!terminal.isTTY || now - shownAt < INTERVAL_MS) return;
      shownAt = now;
      terminal.write(`${CLEAR_LINE}${Math.floor((done / Math.max(total, 1)) * 100)} %`);
    },
    clear(): void {
      if (terminal.isTTY) terminal.write(CLEAR_LINE);
    },
  };
}
