import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { openPiece, pieceKey, sealPiece } from '../crypto/sealed-piece.ts';
import type { RecordingId } from '../ids.ts';
import { mayHoldNumber } from './find-numbers.ts';
import { foldText } from './fold.ts';
import type { Sought } from './search-terms.ts';

/** A line of text that stood on a screen, and where and how long it stood. */
export interface ReadLine {
  readonly text: string;
  /** Pixels of the recorded display. */
  readonly box: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
  /** When it was first and last seen there, UTC µs. */
  readonly from: number;
  readonly to: number;
}

/** As a pack keeps it; times are ms after the pack's hour. */
const PackedLine = z.tuple([
  z.string(),
  z.number(),
  z.number(),
  z.number(),
  z.number(),
  z.number(),
  z.number(),
]);
const PackedLines = z.array(PackedLine);

/** Both streams of a pack, not yet sealed. */
interface PackStreams {
  /** What is searched. */
  readonly folded: Buffer;
  /** What is read of a pack in which something was found. */
  readonly lines: Buffer;
}

export function encodeTextPack(hour: number, lines: readonly ReadLine[]): PackStreams {
  const packed: z.infer<typeof PackedLines> = lines.map(({ text, box, from, to }) => [
    text,
    box.x,
    box.y,
    box.width,
    box.height,
    Math.floor((from - hour) / 1000),
    Math.ceil((to - hour) / 1000),
  ]);
  return {
    folded: deflateRawSync(lines.map(({ text }) => foldText(text)).join('\n')),
    lines: deflateRawSync(JSON.stringify(packed)),
  };
}

export function decodeLines(hour: number, bytes: Uint8Array): ReadLine[] {
  const packed = PackedLines.parse(JSON.parse(inflateRawSync(bytes).toString('utf8')));
  return packed.map(([text, x, y, width, height, from, to]) => ({
    text,
    box: { x, y, width, height },
    from: hour + from * 1000,
    to: hour + to * 1000,
  }));
}

/** The numbers of the lines that may hold what is sought, given the folded stream of their pack. */
export function linesThatMayHold(folded: Uint8Array, { terms, numbers }: Sought): number[] {
  const text = inflateRawSync(folded).toString('utf8');
  if (!terms.every((term) => text.includes(term))) return [];
  return text.split('\n').flatMap((line, index) => {
    const holds = terms.every((term) => line.includes(term));
    return holds && (numbers === null || mayHoldNumber(line, numbers)) ? [index] : [];
  });
}

/** Which hour of which recording a pack is of: what its seal is bound to. */
export interface TextPackPlace {
  readonly recordingId: RecordingId;
  /** First µs. */
  readonly hour: number;
}

/** A pack's bytes: what is searched, then the lines, each sealed by itself so that it is fetched alone. */
export interface SealedTextPack {
  readonly bytes: Buffer;
  readonly foldedBytes: number;
  readonly linesBytes: number;
}

export function sealTextPack(
  dataKey: Uint8Array,
  place: TextPackPlace,
  read: readonly ReadLine[],
): SealedTextPack {
  const key = pieceKey(dataKey, 'texts');
  const { folded, lines } = encodeTextPack(place.hour, read);
  const sealed = [
    sealPiece(key, folded, placeOf(place, 'folded')),
    sealPiece(key, lines, placeOf(place, 'lines')),
  ] as const;
  return {
    bytes: Buffer.concat(sealed),
    foldedBytes: sealed[0].length,
    linesBytes: sealed[1].length,
  };
}

/** What `linesThatMayHold` searches. Throws `digest-mismatch` when the bytes, the place or the key are others. */
export function openFolded(dataKey: Uint8Array, place: TextPackPlace, sealed: Uint8Array): Buffer {
  return openPiece(pieceKey(dataKey, 'texts'), sealed, placeOf(place, 'folded'));
}

/** All lines of a pack. Throws as `openFolded` does. */
export function openLines(
  dataKey: Uint8Array,
  place: TextPackPlace,
  sealed: Uint8Array,
): ReadLine[] {
  const key = pieceKey(dataKey, 'texts');
  return decodeLines(place.hour, openPiece(key, sealed, placeOf(place, 'lines')));
}

function placeOf({ recordingId, hour }: TextPackPlace, stream: 'folded' | 'lines'): string {
  return `${recordingId}/${stream}/${hour}`;
}
