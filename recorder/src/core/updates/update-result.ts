import { LastUpdate } from '@workcompanion/core/releases/update-report';

const TITLE = 'workcompanion-update 1';

export interface UpdateResult {
  readonly version: string;
  readonly state: LastUpdate['state'];
  /** Why, unless it was installed. */
  readonly code: string | null;
}

/** What the service wrote down of its last update; null for what is no such text. */
export function parseUpdateResult(text: string): UpdateResult | null {
  const [title, ...lines] = text.split('\n');
  if (title !== TITLE) return null;
  const values = new Map(
    lines.map((line) => {
      const [name = '', ...rest] = line.split(' ');
      return [name, rest.join(' ')];
    }),
  );
  const parsed = Told.safeParse({
    version: values.get('version'),
    state: values.get('outcome'),
    code: values.get('code') || null,
  });
  return parsed.success ? parsed.data : null;
}

const Told = LastUpdate.pick({ version: true, code: true }).extend({
  state: LastUpdate.shape.state.extract(['installed', 'refused', 'failed', 'rolled-back']),
});
