import { z } from 'zod';
import { type JwsKind, readCompact, signCompact, verifyCompact } from '../../crypto/compact-jws.ts';
import type { Ed25519PrivateJwk } from '../../crypto/key-pair.ts';
import { PersonId, SearchId, UserId } from '../../ids.ts';
import { Ed25519Jwk, Sha256Hex, UtcMicros } from '../../protocol/primitives.ts';

/** Names of the files of a search report; it has no other. */
export const REPORT_JSON = 'report.json';
export const REPORT_HTML = 'report.html';
export const REPORT_SEAL = 'report.jws';
export const REPORT_FILES: readonly string[] = [REPORT_JSON, REPORT_HTML, REPORT_SEAL];

const Micros = z.number().int().min(0);
const Stretch = z.object({ from: UtcMicros, to: UtcMicros });

/** One person's day, in that person's time zone: what was recorded, and what of it was looked at. */
const ReportDay = z.object({
  person: PersonId,
  date: z.iso.date(),
  /** µs of footage, all displays together; and of how much the text was read. */
  recordedMicros: Micros,
  readMicros: Micros,
  /** Segments that waited to be read. The rest was not to be read, or could not be. */
  waitingSegments: z.number().int().min(0),
  /** µs in which windows were noted. */
  notedMicros: Micros,
  /** Pieces that may be of this day and did not open: their key was destroyed, or they are lost. */
  unopened: z.number().int().min(0),
});

const ReportFields = z.object({
  kind: z.literal('workcompanion-search-report'),
  v: z.literal(1),
  search: SearchId,
  madeAt: UtcMicros,
  madeBy: z.object({ id: UserId, name: z.string() }),
  sought: z.object({
    words: z.string().min(1),
    places: z.array(z.enum(['titles', 'programs', 'texts'])).min(1),
    program: z.string().nullable(),
    isFrontOnly: z.boolean(),
    from: UtcMicros,
    to: UtcMicros,
  }),
  versions: z.object({
    product: z.string(),
    /** What has read the texts that were looked at. */
    engines: z.array(z.string()),
  }),
  people: z
    .array(
      z.object({
        id: PersonId,
        name: z.string(),
        timeZone: z.string(),
        hits: z.number().int().min(0),
        /** What whoever searched may see of that person; nothing else was looked at. */
        seen: z.array(Stretch),
      }),
    )
    .min(1),
  days: z.array(ReportDay),
});

/** `report.json`: what was searched for, in what, and how often it was found. */
export const SearchReport = ReportFields.refine(agreesWithItself, {
  error: 'a day is of nobody who is named, or stands twice; or the time is no time',
});
export type SearchReport = z.infer<typeof SearchReport>;

/** Totals are added up from the days: each is of somebody named, and counted once. */
function agreesWithItself({ sought, people, days }: z.infer<typeof ReportFields>): boolean {
  const named = new Set<string>(people.map(({ id }) => id));
  const counted = new Set(days.map(({ person, date }) => `${person} ${date}`));
  return (
    sought.from < sought.to &&
    named.size === people.length &&
    counted.size === days.length &&
    days.every(({ person }) => named.has(person))
  );
}

/** The server's word on both other files: by their digests, and with the key that has signed it. */
const SearchReportSeal = z.object({
  v: z.literal(1),
  search: SearchId,
  reportSha256: Sha256Hex,
  htmlSha256: Sha256Hex,
  sealedAt: UtcMicros,
  key: Ed25519Jwk,
});
type SearchReportSeal = z.infer<typeof SearchReportSeal>;

const SEAL: JwsKind<SearchReportSeal> = {
  typ: 'wc-search-report+jws',
  payload: SearchReportSeal,
};

export function signSearchReport(
  seal: SearchReportSeal,
  privateKey: Ed25519PrivateJwk,
): Promise<string> {
  return signCompact(SEAL, seal, privateKey);
}

/** Throws `signature-invalid` or `statement-invalid`. */
export function verifySearchReport(jws: string, publicKey: Ed25519Jwk): Promise<SearchReportSeal> {
  return verifyCompact(SEAL, jws, publicKey);
}

/** The key that a seal names, unchecked: it says nothing before the signature was checked with it. */
export function keyOfSearchReport(jws: string): Ed25519Jwk {
  return readCompact(SEAL, jws).key;
}

interface SearchReportTotals {
  readonly hits: number;
  readonly recordedMicros: number;
  readonly readMicros: number;
  readonly unreadMicros: number;
  readonly notedMicros: number;
  readonly waitingSegments: number;
  readonly unopened: number;
  /** People of whom part of the time was not to be seen by whoever searched. */
  readonly partlySeen: number;
}

/** Always from the days: a total that is written down could be another. */
export function searchReportTotals({ days, people, sought }: SearchReport): SearchReportTotals {
  const sum = (read: (day: SearchReport['days'][number]) => number) =>
    days.reduce((total, day) => total + read(day), 0);
  const seenWhole = people.filter(({ seen }) =>
    seen.some(({ from, to }) => from <= sought.from && to >= sought.to),
  );
  return {
    hits: people.reduce((total, { hits }) => total + hits, 0),
    recordedMicros: sum((day) => day.recordedMicros),
    readMicros: sum((day) => day.readMicros),
    unreadMicros: sum((day) => Math.max(0, day.recordedMicros - day.readMicros)),
    notedMicros: sum((day) => day.notedMicros),
    waitingSegments: sum((day) => day.waitingSegments),
    unopened: sum((day) => day.unopened),
    partlySeen: people.length - seenWhole.length,
  };
}
