import { TICKS_PER_SECOND } from './clip-ticks.ts';
import { makeBox } from './mp4-boxes.ts';
import { type PictureDescription, pictureEntry, TEXT_ENTRY, words } from './sample-entries.ts';
import { type MediaSample, sampleTables } from './sample-tables.ts';

export interface NativeTracks {
  /** Ticks. */
  readonly length: number;
  readonly descriptions: readonly PictureDescription[];
  readonly pictures: readonly MediaSample[];
  /** The subtitles: they begin at 0 and leave nothing out. */
  readonly lines: readonly MediaSample[];
}

/** With a size of 64 bits, since the videos of a day are larger than 32 bits can tell. */
const MEDIA_HEAD_BYTES = 16;
/** The largest time that 32 bits can tell: 13 hours. */
const MOST_TICKS = 2 ** 32 - 1;
const BRANDS = Buffer.from('isom\0\0\u0002\0isomiso2avc1mp41', 'latin1');
const UNITY = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000];
const [PICTURES, LINES] = [1, 2];
/** Shown, and part of the presentation. */
const ENABLED = 3;
const TEXT_HEIGHT = 60;

/**
 * What stands before the media of a native video (ISO/IEC 14496-12): all pictures in order, then all
 * lines of its subtitles. Throws a RangeError for what is longer than 13 hours.
 */
export function nativeHead(tracks: NativeTracks): Buffer {
  if (tracks.length > MOST_TICKS) throw new RangeError('a native video has 13 hours at most');
  const media = bytesOf(tracks.pictures) + bytesOf(tracks.lines);
  // How long the head is does not depend on where the media lie.
  const head = headAt(tracks, headAt(tracks, 0).length + MEDIA_HEAD_BYTES);
  const mediaHead = Buffer.alloc(MEDIA_HEAD_BYTES);
  mediaHead.writeUInt32BE(1);
  mediaHead.write('mdat', 4, 'latin1');
  mediaHead.writeBigUInt64BE(BigInt(MEDIA_HEAD_BYTES + media), 8);
  return Buffer.concat([head, mediaHead]);
}

function bytesOf(samples: readonly MediaSample[]): number {
  return samples.reduce((sum, { bytes }) => sum + bytes, 0);
}

function headAt({ length, descriptions, pictures, lines }: NativeTracks, offset: number): Buffer {
  const width = Math.max(...descriptions.map((one) => one.width));
  const height = Math.max(...descriptions.map((one) => one.height));
  const clock = [0, 0, 0, TICKS_PER_SECOND, length, 0x10000, 0x01000000, 0, 0];
  const movie = makeBox('mvhd', words([...clock, ...UNITY, 0, 0, 0, 0, 0, 0, LINES + 1]));
  const video = trackBox({
    id: PICTURES,
    size: { width, height },
    length,
    kind: 'vide',
    mediaHeader: makeBox('vmhd', words([1, 0, 0])),
    entries: descriptions.map(pictureEntry),
    samples: pictures,
    offset,
  });
  const text = trackBox({
    id: LINES,
    size: { width, height: TEXT_HEIGHT },
    length,
    kind: 'sbtl',
    mediaHeader: makeBox('nmhd', words([0])),
    entries: [TEXT_ENTRY],
    samples: lines,
    offset: offset + bytesOf(pictures),
  });
  const moov = makeBox('moov', movie, video, ...(lines.length > 0 ? [text] : []));
  return Buffer.concat([makeBox('ftyp', BRANDS), moov]);
}

interface Track {
  readonly id: number;
  readonly size: { readonly width: number; readonly height: number };
  readonly length: number;
  readonly kind: 'vide' | 'sbtl';
  readonly mediaHeader: Buffer;
  readonly entries: readonly Buffer[];
  readonly samples: readonly MediaSample[];
  /** Where its first sample lies in the file. */
  readonly offset: number;
}

function trackBox({ id, size, length, kind, mediaHeader, entries, samples, offset }: Track) {
  const start = samples[0]?.ticks ?? 0;
  const shape = [...UNITY, size.width * 0x10000, size.height * 0x10000];
  const header = words([ENABLED, 0, 0, id, 0, length, 0, 0, 0, 0, ...shape]);
  const handler = Buffer.concat([words([0, 0]), Buffer.from(kind), Buffer.alloc(13)]);
  const here = makeBox('dref', words([0, 1]), makeBox('url ', words([1])));
  return makeBox(
    'trak',
    makeBox('tkhd', header),
    ...editList(start, length),
    makeBox(
      'mdia',
      makeBox('mdhd', words([0, 0, 0, TICKS_PER_SECOND, length - start, UNKNOWN_LANGUAGE])),
      makeBox('hdlr', handler),
      makeBox(
        'minf',
        mediaHeader,
        makeBox('dinf', here),
        makeBox(
          'stbl',
          makeBox('stsd', words([0, entries.length]), ...entries),
          sampleTables(samples, { end: length, offset }),
        ),
      ),
    ),
  );
}

/** The code `und` of ISO 639-2, five bits a letter. */
const UNKNOWN_LANGUAGE = 0x55c40000;

/** Nothing is shown until a track begins: all videos of a package run by one clock. */
function editList(start: number, end: number): Buffer[] {
  if (start === 0) return [];
  const edits = words([0, 2, start, 0xffffffff, 0x10000, end - start, 0, 0x10000]);
  return [makeBox('edts', makeBox('elst', edits))];
}
