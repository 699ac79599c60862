import type { GapCause } from '@workcompanion/core/protocol/gap-cause';

/** Why there is no picture, in both languages of the product: a package leaves its portal. */
export interface VideoWords {
  readonly en: string;
  readonly zh: string;
}

export const GAP_WORDS: Readonly<Record<GapCause, VideoWords>> = {
  locked: { en: 'the screen was locked', zh: '屏幕已锁定' },
  asleep: { en: 'the computer was asleep', zh: '计算机处于睡眠状态' },
  'signed-out': { en: 'nobody was signed in', zh: '无人登录' },
  stopped: { en: 'the recorder was closed', zh: '录制程序已关闭' },
  'settings-changed': { en: 'the recording settings were changed', zh: '录制设置已更改' },
  'outside-schedule': { en: 'outside the recording hours', zh: '不在录制时段内' },
  paused: { en: 'paused by the person', zh: '由本人暂停' },
  'excluded-app': { en: 'an excluded application was in front', zh: '前台为不录制的应用' },
  'secure-desktop': { en: 'the secure desktop was shown', zh: '显示的是安全桌面' },
  'display-lost': { en: 'the display was disconnected', zh: '显示器已断开' },
  'capture-failed': { en: 'the screen could not be captured', zh: '无法捕获屏幕' },
  'disk-full': { en: 'the disk was full', zh: '磁盘已满' },
  crashed: { en: 'the recorder had crashed', zh: '录制程序崩溃' },
  killed: { en: 'the recorder had been ended', zh: '录制程序被终止' },
  'clock-changed': { en: 'the clock was changed', zh: '系统时钟被更改' },
  unexplained: { en: 'no known cause', zh: '原因不明' },
  'footage-lost': {
    en: 'recorded, and lost when the server was restored',
    zh: '已录制，但在服务器恢复时丢失',
  },
  'key-lost': {
    en: 'recorded, and its key was lost when the server was restored',
    zh: '已录制，但密钥在服务器恢复时丢失',
  },
};

export const ABSENT_WORDS = {
  shredded: { en: 'the footage was deleted by its retention rule', zh: '录像已按保留规则删除' },
  unreadable: { en: 'the footage can no longer be read', zh: '录像已无法读取' },
  pending: { en: 'not uploaded when this was made', zh: '制作时尚未上传' },
} as const satisfies Readonly<Record<string, VideoWords>>;

export const NO_FOOTAGE: VideoWords = { en: 'No footage', zh: '无录像' };
export const WITHHELD: VideoWords = { en: 'Withheld', zh: '未提供' };
