import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { draftPackage, type PackageDraft, prepareScene } from './testing/package-draft.ts';
import { sealDraft } from './testing/seal-draft.ts';
import { doubts, doubtsOfDraft, verdictOf } from './testing/verdict-of.ts';
import { type Entries, unzip, zipAgain } from './testing/zip-entries.ts';

let prepared: Awaited<ReturnType<typeof prepareScene>>;
let entries: Entries;

beforeAll(async () => {
  prepared = await prepareScene();
  entries = await unzip(await sealDraft(await freshDraft()));
});

function freshDraft(): Promise<PackageDraft> {
  return draftPackage(prepared.scene, prepared.server);
}

/** Places of all leaves of a JSON document. */
function leavesOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, [...path, name]));
}

function withLeaf(value: unknown, path: readonly string[], leaf: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return leaf;
  const inner = Object.entries(value ?? {}).find(([one]) => one === name)?.[1];
  const changed = withLeaf(inner, rest, leaf);
  if (Array.isArray(value)) return value.with(Number(name), changed);
  return { ...Object(value), [name]: changed };
}

function leafAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, name) => Object.entries(inner ?? {}).find(([one]) => one === name)?.[1],
    value,
  );
}

const otherLeaf = fc.oneof(fc.string(), fc.integer({ min: 0 }), fc.constant(null));

describe('whatever is written into the manifest after it was sealed', { timeout: 120_000 }, () => {
  it('breaks the package', async () => {
    const text = entries.find(([path]) => path === 'manifest.json')?.[1];
    const manifest: unknown = JSON.parse(new TextDecoder().decode(text));
    const leaves = leavesOf(manifest);
    await fc.assert(
      fc.asyncProperty(fc.nat(leaves.length - 1), otherLeaf, async (at, leaf) => {
        const path = leaves[at] ?? [];
        fc.pre(leafAt(manifest, path) !== leaf);
        const changed = new TextEncoder().encode(JSON.stringify(withLeaf(manifest, path, leaf)));
        const zip = await zipAgain(
          entries.map(([one, bytes]) => [one, one === 'manifest.json' ? changed : bytes]),
        );
        expect((await verdictOf(zip)).outcome, path.join('.')).toBe('broken');
      }),
      { numRuns: 40 },
    );
  });
});

describe('whatever is done to the chain by who holds the server key', { timeout: 120_000 }, () => {
  type Step = (lines: PackageDraft['journal']) => void;
  const index = fc.nat(23);
  const step = fc.oneof(
    index.map(
      (at): Step =>
        (lines) =>
          void lines.splice(at, 1),
    ),
    index.map(
      (at): Step =>
        (lines) => {
          const line = lines[at];
          if (line !== undefined) lines.splice(at, 0, line);
        },
    ),
    fc.tuple(index, index).map(
      ([one, other]): Step =>
        (lines) => {
          const [a, b] = [lines[one], lines[other]];
          if (a !== undefined && b !== undefined) [lines[one], lines[other]] = [b, a];
        },
    ),
  );

  it('is seen, whether the manifest counts the entries anew or not', async () => {
    const whole = (await freshDraft()).journal.map(({ statement }) => statement).join();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 3 }), async (steps) => {
        const draft = await freshDraft();
        for (const change of steps) change(draft.journal);
        // A shorter stretch of the same chain is true as well: what it lacks is a hole, or matters not.
        fc.pre(!whole.startsWith(draft.journal.map(({ statement }) => statement).join()));
        const [device] = draft.manifest.devices;
        if (device !== undefined) device.journal.count = draft.journal.length;
        expect(await doubtsOfDraft(draft)).not.toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it('is seen in every field of a segment that the device has signed', async () => {
    const fields = ['start', 'duration', 'sequence', 'bytes'] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.nat(13),
        fc.constantFrom(...fields),
        fc.integer({ min: 1, max: 5_000_000 }),
        async (at, field, by) => {
          const draft = await freshDraft();
          const segment = draft.manifest.segments[at];
          if (segment === undefined) throw new Error('no segment');
          segment[field] += by;
          const verdict = await verdictOf(await sealDraft(draft));
          expect(doubts(verdict)).toContain('segment-differs');
        },
      ),
      { numRuns: 20 },
    );
  });
});
