import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';
import { statementHash } from '@workcompanion/core/crypto/statement';
import { AppError } from '@workcompanion/core/errors';

export interface EntryTexts {
  readonly statement: string;
  readonly receipt: string;
}

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);
const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 12 } };
/** A text is one part, or the three of a compact JWS, which weigh less when they are not in base64. */
type Parts = readonly Buffer[];
/** Stands for a hash that follows from what is in the pack; no JSON has it. */
const KNOWN_HASH = '\u0001';

/**
 * Consecutive entries of one device as bytes: a count of parts a text, the length of each part, the
 * parts by their kind, all compressed. First all statements, then all receipts.
 */
export async function encodePack(entries: readonly EntryTexts[]): Promise<Buffer> {
  const hashes = entries.map(({ statement }) => statementHash(statement));
  const texts = [
    ...entries.map(({ statement }, at) => partsOf(statement, hashes[at - 1])),
    ...entries.map(({ receipt }, at) => partsOf(receipt, hashes[at])),
  ];
  const lengths = texts.flat().map(({ length }) => length);
  const head = Buffer.alloc(4 + texts.length + 4 * lengths.length);
  head.writeUInt32LE(texts.length, 0);
  for (const [at, parts] of texts.entries()) head.writeUInt8(parts.length, 4 + at);
  for (const [at, length] of lengths.entries()) {
    head.writeUInt32LE(length, 4 + texts.length + 4 * at);
  }
  const bodies = [0, 1, 2].flatMap((kind) => texts.flatMap((parts) => parts[kind] ?? []));
  return compress(Buffer.concat([head, ...bodies]), LEVEL);
}

/** Throws `digest-mismatch` for bytes that `encodePack` did not make. */
export async function decodePack(bytes: Uint8Array): Promise<EntryTexts[]> {
  try {
    return entriesOf(partsWithin(await decompress(bytes)));
  } catch (cause) {
    throw new AppError('digest-mismatch', 'A pack of the journal is damaged.', { cause });
  }
}

function partsWithin(raw: Buffer): readonly Parts[] {
  const count = raw.readUInt32LE(0);
  const numbers = [...raw.subarray(4, 4 + count)];
  let lengthAt = 4 + count;
  const lengths = numbers.map((parts) =>
    Array.from({ length: parts }, () => {
      lengthAt += 4;
      return raw.readUInt32LE(lengthAt - 4);
    }),
  );
  const texts: Buffer[][] = numbers.map(() => []);
  let at = lengthAt;
  for (const kind of [0, 1, 2]) {
    for (const [text, own] of lengths.entries()) {
      const length = own[kind];
      if (length === undefined) continue;
      texts[text]?.push(raw.subarray(at, at + length));
      at += length;
    }
  }
  if (at !== raw.length) throw new RangeError(`${raw.length - at} bytes are left`);
  return texts;
}

/** In order: a statement names the one before it, a receipt its statement. */
function entriesOf(texts: readonly Parts[]): EntryTexts[] {
  const count = texts.length / 2;
  let hash: string | undefined;
  return texts.slice(0, count).map((parts, at) => {
    const statement = textOf(parts, hash);
    hash = statementHash(statement);
    return { statement, receipt: textOf(texts[count + at] ?? [], hash) };
  });
}

function partsOf(text: string, known: string | undefined): Parts {
  const parts = text.split('.').map((part) => Buffer.from(part, 'base64url'));
  const isExact = parts.map((part) => part.toString('base64url')).join('.') === text;
  const [head, payload, signature] = parts;
  if (!isExact || !head || !payload || !signature || parts.length !== 3) return [Buffer.from(text)];
  const said = payload.toString('utf8');
  const isText = Buffer.from(said).equals(payload) && !said.includes(KNOWN_HASH);
  const told = isText && known !== undefined ? said.replace(`"${known}"`, `"${KNOWN_HASH}"`) : said;
  return isText ? [head, Buffer.from(told), signature] : [Buffer.from(text)];
}

function textOf(parts: Parts, known: string | undefined): string {
  const [head, told, signature] = parts;
  if (!head || !told || !signature) return Buffer.concat(parts).toString('utf8');
  const said = told.toString('utf8').replace(KNOWN_HASH, known ?? '');
  return [head, Buffer.from(said), signature].map((part) => part.toString('base64url')).join('.');
}
