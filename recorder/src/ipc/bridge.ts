import type { Answer, RequestInput, RequestName } from './requests.ts';
import type { ShellView } from './shell-view.ts';

/** What the preload script puts into the window's page as `recorder`. */
export interface Bridge {
  ask<N extends Exclude<RequestName, 'view'>>(name: N, input: RequestInput<N>): Promise<Answer>;
  view(): Promise<ShellView>;
  /** Returns how to stop listening. */
  onView(listener: (view: ShellView) => void): () => void;
}
