import { Policy } from '@workcompanion/core/protocol/policy';

/** As a new installation has it, with a notice of a few words. */
export function seedPolicy(change: Partial<Policy> = {}): Policy {
  return Policy.parse({
    version: 1,
    capture: {},
    schedule: null,
    upload: {},
    storage: {},
    pause: {},
    notice: { version: 1, text: { en: 'Your screen is recorded.', 'zh-CN': '您的屏幕会被录制。' } },
    ...change,
  });
}
