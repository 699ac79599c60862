import cardValidator from 'card-validator';
import validator from 'validator';
import { foldMarks, type MarkedPart, mapFolded } from './fold.ts';
import type { NumberKind } from './number-kinds.ts';

interface Detector {
  /** What a line that holds such a number matches once it is folded: its neighbours may have joined it. */
  readonly inFolded: RegExp;
  /** One group of its signs, as it is written between spaces or dashes. */
  readonly group: RegExp;
  readonly fewest: number;
  readonly most: number;
  /** Given all its groups as one, in capitals. */
  isValid(number: string): boolean;
}

const DETECTORS: Readonly<Record<NumberKind, Detector>> = {
  /** ISO/IEC 7812: the issuer's first digits and lengths, and the check digit of Luhn. */
  'payment-card': {
    inFolded: /(?:\d-?){14}/u,
    // In a table of figures many a row of short ones would pass.
    group: /^\d{3,}$/u,
    fewest: 14,
    most: 19,
    isValid: (number) => cardValidator.number(number, { luhnValidateUnionPay: true }).isValid,
  },
  /** GB 11643-1999: province, day of birth, and the check sign of ISO 7064, MOD 11-2. */
  'chinese-id': {
    inFolded: /(?:\d-?){17}[\dx]/u,
    group: /^\d{3,}X?$/u,
    fewest: 18,
    most: 18,
    isValid: (number) => validator.isIdentityCard(number, 'zh-CN'),
  },
  /** ISO 13616: the form of its country, and two check digits by ISO 7064, MOD 97-10. */
  iban: {
    inFolded: /[a-z]{2}-?\d-?\d(?:-?[a-z\d]){11}/u,
    group: /^[A-Z\d]+$/u,
    fewest: 15,
    most: 34,
    isValid: (number) => validator.isIBAN(number),
  },
};

/** Whether a folded line may hold one: `findNumbers` tells of the line as it was read. */
export function mayHoldNumber(folded: string, kind: NumberKind): boolean {
  return DETECTORS[kind].inFolded.test(folded);
}

/**
 * Where valid numbers of a kind stand in one line of text, first to last. They may be written in groups with
 * a space or a dash between; one that goes on in the next line is not found, nor one that was read wrongly.
 */
export function findNumbers(text: string, kind: NumberKind): MarkedPart[] {
  const detector = DETECTORS[kind];
  const { folded, parts } = mapFolded(text, foldMarks);
  const found: MarkedPart[] = [];
  for (const groups of groupsIn(folded)) {
    for (let first = 0; first < groups.length; first += 1) {
      const last = lastOfNumber(groups, first, detector);
      if (last === null) continue;
      const from = parts[groups[first]?.from ?? 0]?.from ?? 0;
      const to = parts[(groups[last]?.to ?? 1) - 1]?.to ?? text.length;
      found.push({ from, to });
      first = last;
    }
  }
  return found;
}

interface Group extends MarkedPart {
  readonly signs: string;
}

/** Letters and digits of a line in rows, in which one space or dash stands between two groups. */
function groupsIn(text: string): Group[][] {
  const rows: Group[][] = [];
  for (const { 0: signs, index: from } of text.matchAll(/[A-Za-z\d]+/gu)) {
    const before = rows.at(-1)?.at(-1);
    const isNext = before !== undefined && /^[\s-]$/u.test(text.slice(before.to, from));
    const group = { signs: signs.toUpperCase(), from, to: from + signs.length };
    if (isNext) rows.at(-1)?.push(group);
    else rows.push([group]);
  }
  return rows;
}

/** The longest number that begins with this group. */
function lastOfNumber(
  groups: readonly Group[],
  first: number,
  { group, fewest, most, isValid }: Detector,
): number | null {
  let number = '';
  let found: number | null = null;
  for (let last = first; last < groups.length; last += 1) {
    const { signs = '' } = groups[last] ?? {};
    number += signs;
    if (!group.test(signs) || number.length > most) break;
    if (number.length >= fewest && isValid(number)) found = last;
  }
  return found;
}
