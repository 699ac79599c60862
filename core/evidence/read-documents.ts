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
import { parseJson } from './parse-document.ts';

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
