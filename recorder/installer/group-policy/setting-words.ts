import type { MachineSettingName } from '../../src/main/machine-settings.ts';

interface SettingWords {
  readonly label: string;
  readonly explain: string;
}

interface TemplateWords {
  readonly category: string;
  readonly supported: string;
  readonly settings: Readonly<Record<MachineSettingName, SettingWords>>;
}

/** What administrators read in the group policy editor, in each language of the templates. */
export const TEMPLATE_WORDS = {
  'en-US': {
    category: 'WorkCompanion Recorder',
    supported: 'Windows 10, Windows Server 2016, and later',
    settings: {
      ServerUrl: {
        label: 'Address of the portal',
        explain:
          'The portal that this computer sends its recordings to, such as https://portal.example. It takes precedence over the address that the installer was given.',
      },
      EnrollToken: {
        label: 'Enrolment token',
        explain:
          'The token by which a recorder makes itself known to the portal, once for each user. Everybody on this computer can read it: give it a short life and few uses, and set this policy to Not Configured when the computers are enrolled.',
      },
      KeepEnrollToken: {
        label: 'Keep the installer’s enrolment token for other users',
        explain:
          'Disabled: the token that the installer was given is removed when the first user of this computer is enrolled. Enabled: it stays, for computers on which several people work. Not configured: it stays on Windows Server and multi-session editions alone.',
      },
      Proxy: {
        label: 'Proxy on the way to the portal',
        explain:
          'An address such as http://proxy.example:3128, or the word direct. Not configured: as Windows says, by its settings or a PAC file. A name and password may be part of the address (http://name:password@proxy.example:3128), which everybody on this computer can read.',
      },
      DataFolder: {
        label: 'Folder for recordings that wait for their upload',
        explain:
          'By default %LOCALAPPDATA%\\WorkCompanion, which does not roam. Variables such as %USERNAME% may be used; each user needs a folder of their own. What lies in the former folder is not moved.',
      },
      ProfilesMove: {
        label: 'User profiles move between machines',
        explain:
          'Enabled: a device goes with its user’s profile to whichever machine the user signs in to, for FSLogix, Citrix Profile Management and the like. Disabled or not configured: what came from another machine, by a disk image or a copy, is not used, and the recorder enrols as a new device.',
      },
      LogLevel: {
        label: 'Detail of the log',
        explain: 'What the log in the data folder holds. By default: info.',
      },
      Updates: {
        label: 'Take new versions from the portal',
        explain:
          'Disabled: the service that installs new versions refuses them all, and they come by your own tools. Enabled or not configured: it installs what the release key has signed.',
      },
      UpdateHealthSeconds: {
        label: 'Seconds for a new version to show that it records',
        explain:
          'A version that has not shown it in this time, while somebody is signed in, is replaced by the one before. By default 900.',
      },
    },
  },
  'zh-CN': {
    category: 'WorkCompanion 录制程序',
    supported: 'Windows 10、Windows Server 2016 及更高版本',
    settings: {
      ServerUrl: {
        label: '门户地址',
        explain:
          '本计算机向其发送录像的门户，例如 https://portal.example。优先于安装程序中指定的地址。',
      },
      EnrollToken: {
        label: '注册令牌',
        explain:
          '录制程序用此令牌向门户注册，每位用户一次。本计算机上的所有人都能读取它：请使用有效期短、可用次数少的令牌，并在计算机注册完成后将此策略改回“未配置”。',
      },
      KeepEnrollToken: {
        label: '为其他用户保留安装程序的注册令牌',
        explain:
          '禁用：本计算机的第一位用户注册后，即删除安装时指定的令牌。启用：保留令牌，适用于多人使用的计算机。未配置：仅在 Windows Server 和多会话版本上保留。',
      },
      Proxy: {
        label: '访问门户所用的代理',
        explain:
          '代理地址，例如 http://proxy.example:3128，或单词 direct（直接连接）。未配置：按照 Windows 的代理设置或 PAC 文件。地址中可以包含用户名和密码（http://name:password@proxy.example:3128），但本计算机上的所有人都能读取。',
      },
      DataFolder: {
        label: '等待上传的录像所在文件夹',
        explain:
          '默认为 %LOCALAPPDATA%\\WorkCompanion，不随用户漫游。可以使用 %USERNAME% 等变量；每位用户需要各自的文件夹。原文件夹中的内容不会被移动。',
      },
      ProfilesMove: {
        label: '用户配置文件在计算机之间移动',
        explain:
          '启用：设备随用户的配置文件转到该用户登录的任何计算机，适用于 FSLogix、Citrix Profile Management 等。禁用或未配置：通过磁盘映像或复制从其他计算机带来的设备身份不会被使用，录制程序将注册为新设备。',
      },
      LogLevel: {
        label: '日志详细程度',
        explain: '数据文件夹中的日志记录哪些内容。默认为 info。',
      },
      Updates: {
        label: '从门户获取新版本',
        explain:
          '禁用：安装新版本的服务会拒绝所有新版本，由您自己的工具分发。启用或未配置：安装由发布密钥签名的版本。',
      },
      UpdateHealthSeconds: {
        label: '新版本证明自己正常录制的时限（秒）',
        explain:
          '在有人登录期间，新版本若未在此时间内证明自己正常录制，则恢复为之前的版本。默认为 900。',
      },
    },
  },
} as const satisfies Record<string, TemplateWords>;
