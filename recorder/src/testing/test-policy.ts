import { Policy } from '@workcompanion/core/protocol/policy';

/** Short segments and quick heartbeats; `change` is laid over it. */
export function testPolicy(change: object = {}): Policy {
  return Policy.parse({
    version: 1,
    capture: { framesPerSecond: 5, segmentSeconds: 2, preset: 'ultrafast' },
    schedule: null,
    upload: { concurrency: 4 },
    storage: { minimumFreeBytes: 0 },
    pause: {},
    notice: { version: 1, text: { en: 'You are recorded.', 'zh-CN': '您的屏幕正在被录制。' } },
    heartbeatSeconds: 1,
    ...change,
  });
}
