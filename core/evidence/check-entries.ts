import { aboutFile, type Finding, finding } from './finding.ts';
import { type Manifest, PackagePath } from './manifest.ts';
import { MANIFEST, MANIFEST_SEAL } from './package-documents.ts';
import type { PackageEntry } from './package-reader.ts';

/** What is worth deflating is text of a few MB; a larger one is there to fill a disk. */
const MOST_DEFLATED_BYTES = 512 * 1024 * 1024;

/** Whether the zip holds the files of the manifest, each once, and nothing else. */
export function checkEntries(entries: readonly PackageEntry[], manifest: Manifest): Finding[] {
  const listed = new Map(manifest.files.map((file) => [file.path, file]));
  const present = new Set(entries.map(({ path }) => path));
  const seen = new Set<string>();
  const findings: Finding[] = [];
  for (const { path, bytes, isDeflated } of entries) {
    const about = aboutFile(path);
    if (seen.has(path)) findings.push(finding('entry-duplicate', about));
    seen.add(path);
    const file = listed.get(path);
    if (!PackagePath.safeParse(path).success) findings.push(finding('entry-unsafe', about));
    else if (isDeflated && bytes > MOST_DEFLATED_BYTES) {
      findings.push(finding('entry-too-large', about, { bytes }));
    } else if (file === undefined && path !== MANIFEST && path !== MANIFEST_SEAL) {
      findings.push(finding('entry-unlisted', about));
    } else if (file !== undefined && file.bytes !== bytes) {
      findings.push(finding('file-size', about, { bytes, expected: file.bytes }));
    }
  }
  for (const path of listed.keys()) {
    if (!present.has(path)) findings.push(finding('file-missing', aboutFile(path)));
  }
  return findings;
}
