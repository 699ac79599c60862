/** The palette of everything that can be reached from the keyboard. */
export const palette = {
  open: '搜索与跳转（{keys}）',
  title: '搜索与跳转',
  placeholder: '页面、人员或操作…',
  pages: '页面',
  people: '人员',
  actions: '操作',
  searching: '正在搜索…',
  nothing: '没有您可以打开的匹配项。',
  hint: '用 ↑ ↓ 选择，按 Enter 打开，按 Esc 关闭',
  language: '语言：{name}',
  appearance: '外观：{name}',
} as const;
