import type { z } from 'zod';
import { aboutFile, type Finding, finding } from './finding.ts';
import type { Manifest } from './manifest.ts';
import {
  PackageCheckpoints,
  PackageCustody,
  PackageKeys,
  PackageNotice,
  PackagePolicies,
} from './package-documents.ts';
import { PackageWindows } from './package-windows.ts';
import { repeatedName } from './repeated-name.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** What a document says, or why nothing can be read out of it. */
export type Parsed<T> =
  | { readonly value: T }
  | { readonly problem: string }
  /** A member that an object has twice. */
  | { readonly repeated: string };

export function parseJson<T>(schema: z.ZodType<T>, bytes: Uint8Array): Parsed<T> {
  const text = parseText(bytes);
  return text === null ? { problem: 'not UTF-8' } : parseJsonText(schema, text);
}

/** JSON Lines, each for itself; null when it is not UTF-8. */
export function parseLines<T>(schema: z.ZodType<T>, bytes: Uint8Array): Parsed<T>[] | null {
  const text = parseText(bytes);
  if (text === null) return null;
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => parseJsonText(schema, line));
}

export function parseText(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

function parseJsonText<T>(schema: z.ZodType<T>, text: string): Parsed<T> {
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    const repeated = repeatedName(text);
    if (repeated !== null) return { repeated };
    if (parsed.success) return { value: parsed.data };
    const [issue] = parsed.error.issues;
    const place = issue?.path.join('.') ?? '';
    return { problem: place === '' ? (issue?.message ?? '') : `${place}: ${issue?.message}` };
  } catch {
    return { problem: 'not JSON' };
  }
}

/** Tells why a document can't be read. */
export function unreadable(path: string, why: { problem: string } | { repeated: string }): Finding {
  const about = aboutFile(path);
  return 'problem' in why
    ? finding('document-unreadable', about, { problem: why.problem })
    : finding('document-ambiguous', about, { name: why.repeated });
}

export interface Documents {
  readonly keys: PackageKeys;
  readonly checkpoints: PackageCheckpoints;
  readonly custody: PackageCustody;
  readonly notice: PackageNotice;
  readonly policies: PackagePolicies;
  readonly windows: PackageWindows;
  readonly findings: readonly Finding[];
}

/** The documents that the manifest names; empty ones in the place of those that can't be read. */
export function readDocuments(
  manifest: Manifest,
  documents: ReadonlyMap<string, Uint8Array>,
): Documents {
  const findings: Finding[] = [];
  function read<T>(path: string | null, schema: z.ZodType<T>, empty: T): T {
    if (path === null) return empty;
    const bytes = documents.get(path);
    if (bytes === undefined) return empty; // named by checkFiles or checkManifest
    const parsed = parseJson(schema, bytes);
    if ('value' in parsed) return parsed.value;
    findings.push(unreadable(path, parsed));
    return empty;
  }
  return {
    keys: read(manifest.keys, PackageKeys, { keys: [], segments: [] }),
    checkpoints: read(manifest.checkpoints, PackageCheckpoints, {
      checkpoints: [],
      history: [],
      proofs: [],
      timestamps: [],
    }),
    windows: read(manifest.windows, PackageWindows, { tracks: [] }),
    custody: read(manifest.custody, PackageCustody, { events: [] }),
    notice: read(manifest.notice, PackageNotice, { acknowledgements: [] }),
    policies: read(manifest.policy, PackagePolicies, { policies: [] }),
    findings,
  };
}
