/**
 * A WebAssembly module (570 bytes) that computes CRC-64/XZ: polynomial 42F0E1EBA9EA3693 (ECMA-182),
 * reflected, 16 bytes a step by sixteen tables. Exports: `mem`; `init()`, which fills the tables;
 * `crc(state: i64, length: i32): i64` over the bytes at 65536 (at most 128 KiB a call), without the
 * inversions before and after. A table-driven loop over BigInt is a hundred times slower.
 */
const CRC64_WASM_BASE64 = [
  'AGFzbQEAAAABCgJgAABgAn5/AX4DAwIAAQUDAQAEBxQDA21lbQIABGluaXQAAANjcmMAAQqDBAKLAQMCfwF+AX8DQC',
  'AArSECQQghAQNAIAJCAYhCwp6cvN3ylbZJQgAgAkIBg32DhSECIAFBAWsiAQ0ACyAAQQN0IAI3AwAgAEEBaiIAQYAC',
  'SQ0AC0GAECEDA0AgA0GAEGspAwAhAiADIAJCCIggAkL/AYOnQQN0KQMAhTcDACADQQhqIgNBgIACSQ0ACwvzAgICfw',
  'J+QYCABCECQYCABCABQXBxaiEDAkADQCACIANPDQEgAikDACAAhSEEIAIpAwghBSAEQgOGQvgPg6cpA4DwASAEQgWI',
  'QvgPg6cpA4DgAYUgBEINiEL4D4OnKQOA0AEgBEIViEL4D4OnKQOAwAGFhSAEQh2IQvgPg6cpA4CwASAEQiWIQvgPg6',
  'cpA4CgAYUgBEItiEL4D4OnKQOAkAEgBEI1iEL4D4OnKQOAgAGFhYUgBUIDhkL4D4OnKQOAcCAFQgWIQvgPg6cpA4Bg',
  'hSAFQg2IQvgPg6cpA4BQIAVCFYhC+A+DpykDgECFhSAFQh2IQvgPg6cpA4AwIAVCJYhC+A+DpykDgCCFIAVCLYhC+A',
  '+DpykDgBAgBUI1iEL4D4OnKQMAhYWFhSEAIAJBEGohAgwACwtBgIAEIAFqIQMCQANAIAIgA08NASAAQgiIIACnIAIt',
  'AABzQf8BcUEDdCkDAIUhACACQQFqIQIMAAsLIAAL',
].join('');

/** The little of WebAssembly that is needed: Node's types have none of it. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

const DATA_AT = 65_536;
const PIECE_BYTES = 131_072;

interface Engine {
  readonly window: Uint8Array;
  readonly crc: (state: bigint, length: number) => bigint;
}

/** CRC-64/ECMA-182 as XZ and TOS compute it. */
export class Crc64 {
  #state = -1n;

  update(chunk: Uint8Array): this {
    const { window, crc } = sharedEngine();
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
      const piece = chunk.subarray(at, at + PIECE_BYTES);
      window.set(piece);
      this.#state = crc(this.#state, piece.length);
    }
    return this;
  }

  /** Unsigned decimal, as the `x-tos-hash-crc64ecma` header has it. May be asked at any time. */
  digest(): string {
    return BigInt.asUintN(64, ~this.#state).toString();
  }
}

let engine: Engine | undefined;

/** One per thread: `update` never waits, so that no two sums can meet in the window. */
function sharedEngine(): Engine {
  engine ??= start();
  return engine;
}

function start(): Engine {
  const module = new WebAssembly.Module(Buffer.from(CRC64_WASM_BASE64, 'base64'));
  const { mem, init, crc } = ownExports(new WebAssembly.Instance(module).exports);
  init();
  return { window: new Uint8Array(mem.buffer, DATA_AT, PIECE_BYTES), crc };
}

/** Safe because the module is a constant of this folder, with just these exports. */
function ownExports(exports: unknown) {
  return exports as {
    readonly mem: { readonly buffer: ArrayBuffer };
    readonly init: () => void;
    readonly crc: Engine['crc'];
  };
}
