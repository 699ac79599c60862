export type Operation = 'put' | 'get' | 'head' | 'delete' | 'list' | 'restore';

/** What can go wrong between a client and an object store. */
export type Fault =
  /** A refusal in the protocol's form; `early`: before the body was read. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly code: string;
      readonly retryAfterSeconds?: number;
      readonly early?: boolean;
    }
  /** A gateway's HTML, without a request id. */
  | { readonly kind: 'bad-gateway' }
  | { readonly kind: 'delay'; readonly ms: number }
  /** Takes the request, never answers. */
  | { readonly kind: 'hang' }
  /** Bodies of both directions. */
  | { readonly kind: 'slow'; readonly bytesPerSecond: number }
  | { readonly kind: 'cut-request'; readonly afterBytes: number }
  | { readonly kind: 'cut-response'; readonly afterBytes: number }
  | { readonly kind: 'stall-response'; readonly afterBytes: number }
  /** Done, but the connection breaks before the answer. */
  | { readonly kind: 'lost-ack' }
  /** A good answer, and nothing stored. */
  | { readonly kind: 'phantom' }
  /** Stored rightly; the answer to the put tells another sum. */
  | { readonly kind: 'wrong-crc' }
  /**
   * A good answer, but a byte of what is stored differs; HEAD and LIST tell it by its sum. `late`: the
   * body is taken at once, but lands only then, whether or not its client still lives.
   */
  | { readonly kind: 'corrupt-store'; readonly late?: () => Promise<void> }
  /** A byte of the download differs; the headers don't tell. */
  | { readonly kind: 'flip-download' };

export interface FaultRule {
  readonly fault: Fault;
  /** Any, if not given. */
  readonly operation?: Operation;
  /** A regular expression on the key. Any, if not given. */
  readonly key?: string;
  /** How often it strikes at most. */
  readonly times?: number;
  /** How many matching requests are let pass first. */
  readonly after?: number;
  /** 0 to 1. */
  readonly probability?: number;
}

/** Decides which fault, if any, strikes a request: the first rule that does. */
export class Faults {
  #rules: { readonly rule: FaultRule; seen: number; struck: number }[] = [];
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  add(rule: FaultRule): void {
    this.#rules.push({ rule, seen: 0, struck: 0 });
  }

  clear(): void {
    this.#rules = [];
  }

  strike(operation: Operation, key: string): Fault | null {
    for (const entry of this.#rules) {
      const { rule } = entry;
      if (rule.operation !== undefined && rule.operation !== operation) continue;
      if (rule.key !== undefined && !new RegExp(rule.key).test(key)) continue;
      entry.seen += 1;
      if (entry.seen <= (rule.after ?? 0) || entry.struck >= (rule.times ?? Infinity)) continue;
      if (this.#random() >= (rule.probability ?? 1)) continue;
      entry.struck += 1;
      return rule.fault;
    }
    return null;
  }
}
