import type { EvidencePackageStep } from '@workcompanion/db/schema/evidence-packages';

/** Which share of all work each step is, in thousandths: measured on clips of ten minutes. */
const BEGINS: Readonly<Record<EvidencePackageStep, number>> = {
  gathering: 0,
  segments: 10,
  videos: 60,
  packing: 940,
  verifying: 970,
};
const STEPS = ['gathering', 'segments', 'videos', 'packing', 'verifying'] as const;

/** How far a package is, as its row and the terminal tell it. */
export class EvidencePackageProgress {
  #step: EvidencePackageStep = 'gathering';
  #done = 0;
  readonly #onTold: ((progress: EvidencePackageProgress) => void) | undefined;

  constructor(onTold?: (progress: EvidencePackageProgress) => void) {
    this.#onTold = onTold;
  }

  /** `done` is the finished share of the step, 0 to 1. */
  tell(step: EvidencePackageStep, done = 0): void {
    if (step === this.#step && done < this.#done) return;
    this.#step = step;
    this.#done = done;
    this.#onTold?.(this);
  }

  get step(): EvidencePackageStep {
    return this.#step;
  }

  /** The finished share of the step, 0 to 1. */
  get done(): number {
    return this.#done;
  }

  /** 0 to 999: only what is made is whole. */
  get thousandths(): number {
    const next = STEPS[STEPS.indexOf(this.#step) + 1];
    const from = BEGINS[this.#step];
    const to = next === undefined ? 1000 : BEGINS[next];
    return Math.min(999, Math.floor(from + (to - from) * Math.min(1, this.#done)));
  }
}
