import {
  CapturePolicy,
  ExcludedPolicy,
  IdlePolicy,
  PausePolicy,
  SavingPolicy,
  StoragePolicy,
  UploadPolicy,
} from '@workcompanion/core/protocol/policy';
import type { CreatePolicy } from '../../contract/policies.ts';

/** A policy as the editor offers it at first, in force for nobody. */
export const defaultPolicyWish: CreatePolicy = {
  name: 'Office',
  note: '',
  target: null,
  body: {
    capture: CapturePolicy.parse({}),
    idle: IdlePolicy.parse({}),
    saving: SavingPolicy.parse({}),
    excluded: ExcludedPolicy.parse({}),
    windowTrack: 'off',
    textReading: 'off',
    schedule: null,
    upload: UploadPolicy.parse({}),
    storage: StoragePolicy.parse({}),
    pause: PausePolicy.parse({}),
    heartbeatSeconds: 60,
    updates: 'portal',
    notice: { text: { en: 'This screen is recorded.', 'zh-CN': '本屏幕正在录制。' } },
  },
};
