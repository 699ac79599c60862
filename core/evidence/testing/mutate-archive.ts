/** A number generator that gives the same numbers for the same seed (mulberry32). */
export function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Random = ReturnType<typeof seeded>;
type Mutation = (zip: Buffer, random: Random, others: readonly Buffer[]) => Buffer;

const SIGNATURES = [
  'PK\x03\x04',
  'PK\x01\x02',
  'PK\x05\x06',
  'PK\x06\x06',
  'PK\x06\x07',
  'PK\x07\x08',
];
const TELLING = [0, 1, 2, 8, 0xff, 0xffff, 0xffff_ffff, 46, 30, 22, 56];

/** Where a record begins, so that changes meet headers more often than content. */
function recordAt(zip: Buffer, random: Random): number {
  const signature = SIGNATURES[random(SIGNATURES.length)] ?? '';
  const from = random(zip.length);
  const found = zip.indexOf(signature, from, 'latin1');
  return found >= 0 ? found : Math.max(0, zip.lastIndexOf(signature, undefined, 'latin1'));
}

function removed(zip: Buffer, from: number, to: number): Buffer {
  return Buffer.concat([zip.subarray(0, from), zip.subarray(to)]);
}

function inserted(zip: Buffer, at: number, more: Uint8Array): Buffer {
  return Buffer.concat([zip.subarray(0, at), more, zip.subarray(at)]);
}

function piece(zip: Buffer, random: Random): Buffer {
  const from = random(2) === 0 ? recordAt(zip, random) : random(zip.length);
  return Buffer.from(zip.subarray(from, from + 1 + random(120)));
}

const MUTATIONS: readonly Mutation[] = [
  (zip, random) => {
    const at = random(2) === 0 ? random(zip.length) : recordAt(zip, random) + random(64);
    if (at < zip.length) zip[at] = (zip[at] ?? 0) ^ (1 << random(8));
    return zip;
  },
  (zip, random) => {
    const at = Math.min(recordAt(zip, random) + 4 + random(44), zip.length - 4);
    const value = random(2) === 0 ? (TELLING[random(TELLING.length)] ?? 0) : random(zip.length + 9);
    if (random(2) === 0) zip.writeUInt16LE(value & 0xffff, at);
    else zip.writeUInt32LE(value >>> 0, at);
    return zip;
  },
  (zip, random) => {
    const from = random(zip.length);
    return removed(zip, from, from + 1 + random(80));
  },
  (zip, random) =>
    inserted(zip, random(2) === 0 ? recordAt(zip, random) : random(zip.length), piece(zip, random)),
  (zip, random) => inserted(zip, random(2) === 0 ? 0 : zip.length, piece(zip, random)),
  (zip, random, others) => {
    const other = others[random(others.length)] ?? zip;
    return random(2) === 0 ? Buffer.concat([zip, other]) : Buffer.concat([other, zip]);
  },
  (zip, random, others) =>
    inserted(zip, recordAt(zip, random), piece(others[random(others.length)] ?? zip, random)),
  (zip, random) => {
    const end = Buffer.from(zip.subarray(zip.length - 22));
    end.writeUInt32LE(random(zip.length), 16);
    return random(2) === 0 ? Buffer.concat([zip, end]) : inserted(zip, recordAt(zip, random), end);
  },
  (zip, random) => {
    const names = ['aaa.txt', 'bbb.txt', 'video.mp4', 'keys.json'];
    const name = names[random(names.length)] ?? '';
    const places = [...zip.toString('latin1').matchAll(new RegExp(name, 'g'))];
    const at = places[random(Math.max(1, places.length))]?.index;
    const other =
      names.find((one) => one.length === name.length && one !== name) ?? `../x/${name.slice(5)}`;
    if (at !== undefined) zip.write(other, at, 'latin1');
    return zip;
  },
];

/** One to three changes, always the same for the same numbers. */
export function mutateArchive(zip: Buffer, random: Random, others: readonly Buffer[]): Buffer {
  let changed: Buffer = Buffer.from(zip);
  for (let times = 1 + random(3); times > 0 && changed.length > 30; times -= 1) {
    changed = MUTATIONS[random(MUTATIONS.length)]?.(changed, random, others) ?? changed;
  }
  return changed;
}
