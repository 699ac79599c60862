/** What lies beside the evidence for whoever unpacks it first. */
export function readmeText(isProtected: boolean): string {
  return [
    'Evidence package / 证据包',
    '',
    ...(isProtected ? ['All but this text and the page is encrypted with a password.', ''] : []),
    'verify.html   Open it in a browser, without a network, and choose this package: it plays the',
    '              original recording while it checks it, and says what is proven and what is not.',
    'video/        Copies for people, with the wall clock, the person and the case below the picture.',
    '              They prove nothing by themselves. Where there is no footage a black picture says why.',
    'segments/     The recording as the device made it, encrypted; keys.json holds the keys.',
    'display-N.m3u8  The same for any player: ffplay -allowed_extensions ALL display-1.m3u8',
    'journals/     What the device signed, and the server’s receipts.',
    '',
    'On the command line: workcompanion verify PACKAGE.zip',
    '',
    ...(isProtected ? ['除本说明和网页外，所有内容均已用密码加密。', ''] : []),
    'verify.html   无需联网，用浏览器打开并选择本证据包：它会一边核验一边播放原始录像，',
    '              并说明哪些内容已得到证明、哪些没有。',
    'video/        供人观看的副本，画面下方有时钟、人员和案件。副本本身不具有证明力。',
    '              没有录像的时段显示为黑色画面并注明原因。',
    'segments/     设备生成的原始加密录像；密钥在 keys.json 中。',
    'display-N.m3u8  供任何播放器播放原始录像：ffplay -allowed_extensions ALL display-1.m3u8',
    'journals/     设备签名的记录和服务器的回执。',
    '',
    '命令行核验：workcompanion verify PACKAGE.zip',
    '',
  ].join('\r\n');
}
