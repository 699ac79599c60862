import type { RecorderLife, RunBooks } from './books.ts';
import { checkCatalogue } from './check-catalogue.ts';
import { checkCopies } from './check-copies.ts';
import { checkDeviceJournal } from './check-device-journal.ts';
import { checkDisplayCoverage } from './check-display-coverage.ts';
import { checkLosses } from './check-losses.ts';
import { checkTimeline } from './check-timeline.ts';
import type { ChaosFinding } from './finding.ts';
import { timelinesOf } from './timeline-of.ts';

export interface ChaosVerdict {
  /** Empty: everything that was promised held. */
  readonly findings: readonly ChaosFinding[];
  readonly statements: number;
  readonly receipts: number;
  readonly entries: number;
  readonly segmentRows: number;
  readonly hotFiles: number;
  readonly archived: number;
  readonly orphans: number;
  /** µs, over all displays. */
  readonly footage: number;
  readonly unnamed: number;
  readonly overlaid: number;
  readonly losses: readonly number[];
}

/** `end`: when the last recorder had stopped, UTC µs. */
export function checkBooks(
  books: RunBooks,
  { lives, end }: { readonly lives: readonly RecorderLife[]; readonly end: number },
): ChaosVerdict {
  const timelines = new Map(books.devices.map((device) => [device.name, timelinesOf(device)]));
  const coverage = [...timelines].flatMap(([name, displays]) =>
    displays.map((display) => checkDisplayCoverage(name, display, end)),
  );
  const copies = checkCopies(books);
  const losses = checkLosses(lives, timelines);
  const rows = books.devices.flatMap(({ journal }) => journal);
  const sum = (of: 'footage' | 'unnamed' | 'overlaid') =>
    coverage.reduce((total, each) => total + each[of], 0);
  return {
    findings: [
      ...books.devices.flatMap(checkDeviceJournal),
      ...checkCatalogue(books),
      ...copies.findings,
      ...coverage.flatMap(({ findings }) => findings),
      ...checkTimeline(books),
      ...losses.findings,
    ],
    statements: rows.length,
    receipts: rows.filter(({ receipt }) => receipt !== null).length,
    entries: books.catalogue.entries.length,
    segmentRows: books.catalogue.segments.length,
    hotFiles: books.hot.length,
    archived: books.archive.length,
    orphans: copies.orphans,
    footage: sum('footage'),
    unnamed: sum('unnamed'),
    overlaid: sum('overlaid'),
    losses: losses.losses,
  };
}
