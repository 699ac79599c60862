export const shell = {
  skip: '跳到内容',
  navigation: '主导航',
  people: '人员',
  devices: '设备',
  policies: '策略',
  account: '{name} 的账号',
  language: '语言',
  appearance: '外观',
  light: '浅色',
  dark: '深色',
  system: '跟随系统',
  signOut: '退出登录',
} as const;
