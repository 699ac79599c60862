import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { keyThumbprint } from '../../crypto/key-pair.ts';
import { isAppError } from '../../errors.ts';
import { type PackageReader, readWhole } from '../package-reader.ts';
import { repeatedName } from '../repeated-name.ts';
import {
  keyOfSearchReport,
  REPORT_FILES,
  REPORT_HTML,
  REPORT_JSON,
  REPORT_SEAL,
  SearchReport,
  verifySearchReport,
} from './search-report.ts';

/** Why a search report is not what the server has signed. */
export type SearchReportProblem =
  | 'archive-ambiguous'
  | 'files-other'
  | 'file-unreadable'
  | 'seal-invalid'
  | 'report-changed'
  | 'html-changed'
  | 'report-invalid';

/** `proven`: signed by a key that the reader knows. `consistent`: nobody outside of it says whose the key is. */
export type SearchReportVerdict =
  | { readonly outcome: 'broken'; readonly problem: SearchReportProblem }
  | {
      readonly outcome: 'proven' | 'consistent' | 'unproven';
      readonly report: SearchReport;
      readonly sealedAt: number;
      /** RFC 7638 thumbprint of the key that has signed it. */
      readonly serverKey: string;
    };

/** 25 people on 92 days are 1 MB. */
const MOST_BYTES = 16 * 1024 * 1024;
/** A byte order mark is no JSON (RFC 8259, section 8.1), and stays what it is. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Tells a search report from an evidence package. */
export function isSearchReport({ entries }: PackageReader): boolean {
  return entries.some(({ path }) => path === REPORT_SEAL);
}

/**
 * Checks that a search report is what a server has signed, byte for byte; and whether the reader knows
 * that server's key. `unproven`: the reader knows other keys, and not this one.
 */
export async function checkSearchReport(
  reader: PackageReader,
  { serverKeys }: { readonly serverKeys: readonly string[] },
): Promise<SearchReportVerdict> {
  if (reader.ambiguity !== null) return broken('archive-ambiguous');
  const paths = reader.entries.map(({ path }) => path).toSorted();
  if (paths.join() !== REPORT_FILES.toSorted().join()) return broken('files-other');
  const [json, html, seal] = await Promise.all(
    [REPORT_JSON, REPORT_HTML, REPORT_SEAL].map((path) => readWhole(reader, path, MOST_BYTES)),
  );
  if (!(json instanceof Uint8Array && html instanceof Uint8Array && seal instanceof Uint8Array)) {
    return broken('file-unreadable');
  }
  const sealed = await readSeal(seal);
  if (sealed === null) return broken('seal-invalid');
  if (digestOf(json) !== sealed.reportSha256) return broken('report-changed');
  if (digestOf(html) !== sealed.htmlSha256) return broken('html-changed');
  const report = readReport(json);
  if (report === null || report.search !== sealed.search) return broken('report-invalid');
  const serverKey = await keyThumbprint(sealed.key);
  const outcome = serverKeys.includes(serverKey)
    ? 'proven'
    : serverKeys.length > 0
      ? 'unproven'
      : 'consistent';
  return { outcome, report, sealedAt: sealed.sealedAt, serverKey };
}

function broken(problem: SearchReportProblem): SearchReportVerdict {
  return { outcome: 'broken', problem };
}

async function readSeal(bytes: Uint8Array) {
  try {
    const jws = utf8.decode(bytes);
    return await verifySearchReport(jws, keyOfSearchReport(jws));
  } catch (error) {
    if (isAppError(error) || error instanceof TypeError) return null;
    throw error;
  }
}

function readReport(bytes: Uint8Array): SearchReport | null {
  try {
    const text = utf8.decode(bytes);
    const report = SearchReport.safeParse(JSON.parse(text)).data ?? null;
    return repeatedName(text) === null ? report : null;
  } catch {
    return null;
  }
}

function digestOf(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}
