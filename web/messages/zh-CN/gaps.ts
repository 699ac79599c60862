/** Why there is no footage; `GapCause` of the recorder protocol. */
export const gaps = {
  locked: '屏幕已锁定',
  asleep: '电脑休眠',
  'signed-out': '已注销',
  stopped: '录制程序已关闭',
  'outside-schedule': '非工作时间',
  paused: '员工暂停',
  'excluded-app': '私人应用在前台',
  'secure-desktop': '安全桌面',
  'display-lost': '显示器断开',
  'capture-failed': '采集失败',
  'disk-full': '磁盘已满',
  crashed: '录制程序崩溃',
  killed: '录制程序被强制结束',
  'clock-changed': '时钟被更改',
  unexplained: '原因不明',
} as const;
