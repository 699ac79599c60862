import type { Notice } from '@workcompanion/core/protocol/policy';

/**
 * What a person reads before the first recording, until the operator writes their own. It
 * promises only what every installation keeps.
 */
export const DEFAULT_NOTICE: Notice['text'] = {
  en: `Your screen is recorded on this computer

What is recorded
The picture of every display of this computer while you are signed in and the recorder is running. No sound, no camera, no keystrokes, and no score of your work is made from it. Where the recording rules say so, also which program was in front, from when to when, and the title of its window.

When
While you are signed in, within the hours your employer has set, if any. Recording stops while the screen is locked. The recorder is always visible: its icon shows whether it is recording, and where your employer allows it you can pause, giving a reason.

How it is kept
Recordings are encrypted on this computer before they are stored or sent, and are kept on your employer's own server. Each piece is signed, so that it cannot be changed unseen.

Who may see it
Only people your employer has appointed. Every viewing is logged, and you can ask who watched which of your recordings and when.

Your rights
Ask your employer for a copy of what is recorded about you, how long it is kept, and whom to turn to with questions or objections.

By acknowledging you confirm that you have read this notice.`,
  'zh-CN': `本计算机的屏幕将被录制

录制内容
在您登录且录制程序运行期间，录制本计算机每个显示器的画面。不录制声音和摄像头，不记录键盘输入，也不据此对您的工作评分。如果录制规则如此规定，还会记录何时哪个程序位于最前及其窗口标题。

录制时间
在您登录期间录制；如果雇主设定了时段，则仅在该时段内录制。锁屏时停止录制。录制程序始终可见：其图标显示是否正在录制；在雇主允许的情况下，您可以说明原因后暂停录制。

保存方式
录像在保存或发送之前已在本计算机上加密，并保存在雇主自己的服务器上。每一段都带有数字签名，任何改动都会被发现。

谁可以查看
仅限雇主指定的人员。每次查看都会留下记录，您可以询问谁在何时查看了您的哪些录像。

您的权利
您可以向雇主索取与您有关的录像副本，了解保存期限，以及就疑问或异议应联系何人。

点击确认即表示您已阅读本告知。`,
};
