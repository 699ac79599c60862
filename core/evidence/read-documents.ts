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

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Null when it is not UTF-8, not JSON, or not of that shape. */
export function parseJson<T>(schema: z.ZodType<T>, bytes: Uint8Array): T | null {
  const text = parseText(bytes);
  return text === null ? null : parseJsonText(schema, text);
}

/** JSON Lines: null for each line that is not of that shape, and for all when it is not UTF-8. */
export function parseLines<T>(schema: z.ZodType<T>, bytes: Uint8Array): (T | null)[] | null {
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

function parseJsonText<T>(schema: z.ZodType<T>, text: string): T | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

export interface Documents {
  readonly keys: PackageKeys;
  readonly checkpoints: PackageCheckpoints;
  readonly custody: PackageCustody;
  readonly notice: PackageNotice;
  readonly policies: PackagePolicies;
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
    const parsed = bytes === undefined ? null : parseJson(schema, bytes);
    if (parsed === null) findings.push(finding('document-unreadable', aboutFile(path)));
    return parsed ?? empty;
  }
  return {
    keys: read(manifest.keys, PackageKeys, { keys: [], segments: [] }),
    checkpoints: read(manifest.checkpoints, PackageCheckpoints, {
      checkpoints: [],
      proofs: [],
      timestamps: [],
    }),
    custody: read(manifest.custody, PackageCustody, { events: [] }),
    notice: read(manifest.notice, PackageNotice, { acknowledgements: [] }),
    policies: read(manifest.policy, PackagePolicies, { policies: [] }),
    findings,
  };
}
