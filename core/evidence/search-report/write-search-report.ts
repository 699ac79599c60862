import { createHash } from 'node:crypto';
import type { Ed25519PrivateJwk } from '../../crypto/key-pair.ts';
import type { Ed25519Jwk } from '../../protocol/primitives.ts';
import { ZipSink } from '../write-package.ts';
import {
  REPORT_HTML,
  REPORT_JSON,
  REPORT_SEAL,
  type SearchReport,
  signSearchReport,
} from './search-report.ts';
import { searchReportPage } from './search-report-page.ts';

interface WrittenSearchReport {
  readonly zip: Uint8Array<ArrayBuffer>;
  /** The digest of `report.json`, which names this report. */
  readonly reportSha256: string;
}

/** A report as it is handed out: for programs, for people, and signed. In memory, as it is small. */
export async function writeSearchReport(
  report: SearchReport,
  signing: { readonly publicKey: Ed25519Jwk; readonly privateKey: Ed25519PrivateJwk },
): Promise<WrittenSearchReport> {
  const json = `${JSON.stringify(report, null, 1)}\n`;
  const html = searchReportPage(report);
  const reportSha256 = digestOf(json);
  const seal = await signSearchReport(
    {
      v: 1,
      search: report.search,
      reportSha256,
      htmlSha256: digestOf(html),
      sealedAt: report.madeAt,
      key: signing.publicKey,
    },
    signing.privateKey,
  );
  const pieces: Uint8Array[] = [];
  const sink = new WritableStream<Uint8Array>({ write: (piece) => void pieces.push(piece) });
  const zip = new ZipSink(sink, { password: null, madeAt: new Date(report.madeAt / 1000) });
  const files = [
    [REPORT_JSON, json],
    [REPORT_HTML, html],
    [REPORT_SEAL, seal],
  ] as const;
  for (const [path, text] of files) await zip.add(path, once(text), { inClear: true });
  await zip.close();
  return { zip: new Uint8Array(Buffer.concat(pieces)), reportSha256 };
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
