import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { keyThumbprint } from '@workcompanion/core/crypto/key-pair';
import { openPackage } from '@workcompanion/core/evidence/open-package';
import {
  checkSearchReport,
  isSearchReport,
} from '@workcompanion/core/evidence/search-report/check-search-report';
import { trustIn, verdictOf } from '@workcompanion/core/evidence/testing/verdict-of';
import { NO_TRUST, readServerAuthorities, type Trust } from '@workcompanion/core/evidence/trust';
import { ensureVerifyPage } from '../../ensure-verify-page.ts';
import { type Attack, Workshop, type Zip } from './attack.ts';
import { authorityPem } from './certificate-attacks.ts';

const SECOND_VERIFIER = join(import.meta.dirname, '..', '..', 'second', 'verify.py');

export const VERIFIERS = ['cli', 'page', 'second'] as const;
type Verifier = (typeof VERIFIERS)[number];

/** What a verifier makes of a package. */
export interface Answer {
  readonly outcome: string;
  readonly codes: readonly string[];
}

export interface Tried {
  readonly attack: Attack;
  readonly zip: Zip;
  readonly answers: Readonly<Record<Verifier, Answer>>;
}

/** No attack is proven and each has its name; an honest package is proven. */
export function isRight({ code, tells }: Attack, { outcome, codes }: Answer): boolean {
  return code === null
    ? outcome === 'proven' && (tells === undefined || codes.includes(tells))
    : outcome !== 'proven' && codes.includes(code);
}

/** Lets every verifier judge every package, for a reader who knows the server's key. */
export async function tryAttacks(
  attacks: readonly Attack[],
): Promise<{ readonly tried: readonly Tried[]; readonly serverKey: string }> {
  const workshop = await Workshop.open();
  const serverKey = await keyThumbprint(workshop.server.publicKey);
  const folder = await mkdtemp(join(tmpdir(), 'attacks-'));
  try {
    const made: { attack: Attack; zip: Zip; file: string }[] = [];
    for (const [at, attack] of attacks.entries()) {
      const zip = await attack.make(workshop);
      const file = join(folder, `${at}.zip`);
      await writeFile(file, zip);
      made.push({ attack, zip, file });
    }
    const authority = join(folder, 'authority.pem');
    await writeFile(authority, authorityPem(workshop.authority));
    const known: Readonly<Record<Trusted, readonly string[]>> = {
      key: ['--server-key', serverKey],
      authority: ['--server-ca', authority],
    };
    const trust: Readonly<Record<Trusted, Trust>> = {
      key: await trustIn(workshop.server),
      authority: readServerAuthorities(authorityPem(workshop.authority)) ?? NO_TRUST,
    };
    const second = new Map<string, Answer>();
    for (const trusted of ['key', 'authority'] as const) {
      const files = made
        .filter(({ attack }) => trustedBy(attack) === trusted)
        .map(({ file }) => file);
      for (const [file, answer] of await askSecond(files, known[trusted])) second.set(file, answer);
    }
    const program = join(dirname(await ensureVerifyPage()), 'verify.mjs');
    const tried: Tried[] = [];
    for (const { attack, zip, file } of made) {
      const trusted = trustedBy(attack);
      const args = [program, 'verify', file, '--json', ...known[trusted]];
      const cli = await output(process.execPath, args);
      const answers = {
        cli: cli === '' ? REFUSED : answerOf(JSON.parse(cli)),
        page: await judgedByPage(zip, trust[trusted]).then(answerOf, () => REFUSED),
        second: second.get(file) ?? REFUSED,
      };
      tried.push({ attack, zip, answers });
    }
    return { tried, serverKey };
  } finally {
    await rm(folder, { recursive: true });
  }
}

type Trusted = 'key' | 'authority';

function trustedBy({ trusts = 'key' }: Attack): Trusted {
  return trusts;
}

/** A line for each file, in their order. */
async function askSecond(
  files: readonly string[],
  known: readonly string[],
): Promise<[file: string, answer: Answer][]> {
  if (files.length === 0) return [];
  const told = await output('python3', ['-B', SECOND_VERIFIER, ...files, ...known]);
  const lines = told.trim().split('\n');
  return files.map((file, at) => [file, answerOf(JSON.parse(lines[at] ?? ''))]);
}

/** As verify.html does it. */
async function judgedByPage(zip: Zip, trust: Trust): Promise<Judged> {
  const opened = await openPackage(new Blob([zip]), null);
  if (!opened.ok) throw new Error(opened.problem);
  return isSearchReport(opened.reader)
    ? checkSearchReport(opened.reader, trust)
    : verdictOf(zip, trust);
}

/** Findings are told of a package, and the problem of a search report that is broken. */
interface Judged {
  readonly outcome: string;
  readonly findings?: readonly { readonly code: string }[];
  readonly problem?: string | null;
}

function answerOf({ outcome, findings, problem }: Judged): Answer {
  const codes = findings?.map(({ code }) => code) ?? [problem ?? outcome];
  return { outcome, codes: [...new Set(codes)] };
}

/** It was not even opened. */
const REFUSED: Answer = { outcome: 'refused', codes: [] };

/** Whatever the exit code is. */
function output(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const options = { maxBuffer: 256 * 1024 * 1024 };
    execFile(program, args, options, (_error, stdout) => resolve(stdout));
  });
}
