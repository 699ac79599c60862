import type { RECORDER_ROUTES } from '@workcompanion/core/protocol/routes';

export type RouteName = keyof typeof RECORDER_ROUTES;

/**
 * What goes wrong with a request: the work is done and its answer lost; it fails with a status; it
 * is answered late; the connection breaks after so many bytes of the body, or of the answer.
 */
export type Fault =
  | { readonly kind: 'lost-answer' }
  | {
      readonly kind: 'refusal';
      readonly status: number;
      readonly code: string;
      readonly retryable: boolean;
      readonly retryAfter?: string;
    }
  | { readonly kind: 'not-the-protocol'; readonly status: number }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'cut-body' | 'cut-answer'; readonly afterBytes: number };

interface PlannedFault {
  readonly route: RouteName;
  readonly fault: Fault;
  /** Only requests of which this is true. */
  readonly when: (path: string) => boolean;
  left: number;
}

export class FaultPlan {
  #planned: PlannedFault[] = [];

  add(
    route: RouteName,
    fault: Fault,
    { times = 1, when = () => true }: { times?: number; when?: (path: string) => boolean } = {},
  ): void {
    this.#planned.push({ route, fault, when, left: times });
  }

  clear(): void {
    this.#planned = [];
  }

  take(route: RouteName, path: string): Fault | null {
    const planned = this.#planned.find(
      (plan) => plan.route === route && plan.left > 0 && plan.when(path),
    );
    if (planned === undefined) return null;
    planned.left -= 1;
    return planned.fault;
  }
}
