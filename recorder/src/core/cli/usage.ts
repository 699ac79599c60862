export const USAGE = `Records the screens of this machine, visibly, for a WorkCompanion portal.

  workcompanion-recorder --headless --server URL [--token TOKEN]
      --server URL       address of the portal (https, or http on this machine)
      --token TOKEN      enrolment token, needed the first time (or WORKCOMPANION_TOKEN)
      --reenrol          become a new device by that token; what waits is still uploaded
      --data DIR         where recordings wait for their upload (default ~/.local/share/workcompanion)
      --display :0       X server to record (default $DISPLAY)
      --accept-notice    the person has read and acknowledges the notice
      --locale LOCALE    language of the notice: en, zh-CN
      --ca FILE          certificate authority of the portal, PEM
      --pin PIN          public key of the portal, sha256//BASE64; then no authority is needed

  workcompanion-recorder --shell JSON --server URL …
      --shell JSON       program and arguments of the window, started again whenever it is gone

  workcompanion-recorder status | notice | acknowledge | resume   [--data DIR] [--locale LOCALE]
  workcompanion-recorder checkpoints                              [--data DIR]
      what this device keeps of the server's history: a number and a hash a line
  workcompanion-recorder stop                                     [--data DIR]
  workcompanion-recorder pause --reason TEXT [--minutes N]        [--data DIR]
`;
