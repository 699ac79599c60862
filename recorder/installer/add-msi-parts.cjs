'use strict';
const { readFile, writeFile } = require('node:fs/promises');

const KEY = 'Software\\WorkCompanion\\Recorder';
const ENROLMENT_KEY = `${KEY}\\Enrolment`;
const PROGRAM = 'WorkCompanion Recorder.exe';

/**
 * What a value was before goes into a property of its own, since AppSearch would overwrite one given
 * on the command line; then it fills the gap.
 */
function kept({ property, name, key = KEY, hidden = false }) {
  const hide = hidden ? ' Hidden="yes"' : '';
  const previous = `PREVIOUS_${property}`;
  return {
    properties: `
    <Property Id="${property}" Secure="yes"${hide}/>
    <Property Id="${previous}"${hide}>
      <RegistrySearch Id="Search${name}" Root="HKLM" Key="${key}" Name="${name}" Type="raw" Win64="yes"/>
    </Property>
    <CustomAction Id="Keep${name}" Property="${property}" Value="[${previous}]" Execute="firstSequence"/>`,
    sequence: `
      <Custom Action="Keep${name}" After="AppSearch">NOT ${property} AND ${previous}</Custom>`,
  };
}

const VALUES = [
  kept({ property: 'SERVER_URL', name: 'ServerUrl' }),
  kept({ property: 'ENROLL_TOKEN', name: 'EnrollToken', key: ENROLMENT_KEY, hidden: true }),
  kept({ property: 'KEEP_ENROLL_TOKEN', name: 'KeepEnrollToken' }),
];

/** The system and administrators do as they like; users may read the token, and remove it after its use. */
const TOKEN_RIGHTS = 'D:PAI(A;CI;KA;;;SY)(A;CI;KA;;;BA)(A;CI;0x2001b;;;BU)';

/** Where administrators look first: by the texts of a program that each Windows has, whose message is what it is given. */
const EVENT_SOURCE =
  'SYSTEM\\CurrentControlSet\\Services\\EventLog\\Application\\WorkCompanion Recorder';

/** Files in use would ask for a restart: both processes end first. Recordings stay where they are. */
const STOP = `
    <CustomAction Id="StopRecorder" Directory="TARGETDIR" Execute="immediate" Return="ignore"
      ExeCommand="taskkill.exe /F /IM &quot;${PROGRAM}&quot; /IM workcompanion-core.exe"/>`;

/**
 * In one transaction with the removal of what was there, so that an upgrade that fails leaves the old
 * version as it was. ROLLBACK is set by the updater alone: it goes back to what ran well.
 */
function upgrade(code, version) {
  return `
    <Property Id="ROLLBACK" Secure="yes"/>
    <Property Id="OTHER_VERSION" Secure="yes"/>
    <Property Id="NEWER_VERSION" Secure="yes"/>
    <Upgrade Id="${code}">
      <UpgradeVersion Minimum="0.0.0" IncludeMinimum="yes" Property="OTHER_VERSION"/>
      <UpgradeVersion Minimum="${version}" IncludeMinimum="no" OnlyDetect="yes" Property="NEWER_VERSION"/>
    </Upgrade>
    <Condition Message="A newer version of [ProductName] is installed already."><![CDATA[Installed OR NOT NEWER_VERSION OR ROLLBACK]]></Condition>
    <InstallExecuteSequence>
      <RemoveExistingProducts After="InstallInitialize"/>
    </InstallExecuteSequence>
`;
}

const PROPERTIES = `${VALUES.map(({ properties }) => properties).join('')}${STOP}
    <InstallUISequence>${VALUES.map(({ sequence }) => sequence).join('')}
    </InstallUISequence>
    <InstallExecuteSequence>${VALUES.map(({ sequence }) => sequence).join('')}
      <Custom Action="StopRecorder" After="CostFinalize">Installed OR PREVIOUS_SERVER_URL</Custom>
    </InstallExecuteSequence>
    <Condition Message="The address of the portal is missing. Use: msiexec /i RECORDER.msi SERVER_URL=https://portal.example ENROLL_TOKEN=token"><![CDATA[Installed OR SERVER_URL]]></Condition>
`;

const COMPONENTS = `
      <Component Id="Settings" Guid="3C8E7B54-2A0B-4D65-8B0E-6D1A3C0F9E01" Win64="yes">
        <RegistryValue Root="HKLM" Key="${KEY}" Name="ServerUrl" Type="string" Value="[SERVER_URL]" KeyPath="yes"/>
        <RegistryValue Root="HKLM" Key="${KEY}" Name="KeepEnrollToken" Type="string" Value="[KEEP_ENROLL_TOKEN]"/>
        <RegistryValue Id="EnrollToken" Root="HKLM" Key="${ENROLMENT_KEY}" Name="EnrollToken" Type="string" Value="[ENROLL_TOKEN]">
          <PermissionEx Sddl="${TOKEN_RIGHTS}"/>
        </RegistryValue>
        <RegistryValue Root="HKLM" Key="${KEY}" Name="InstallDir" Type="string" Value="[APPLICATIONFOLDER]"/>
        <RegistryValue Root="HKLM" Key="${KEY}" Name="Version" Type="string" Value="[ProductVersion]"/>
      </Component>
      <Component Id="EventSource" Guid="3C8E7B54-2A0B-4D65-8B0E-6D1A3C0F9E03" Win64="yes">
        <RegistryValue Root="HKLM" Key="${EVENT_SOURCE}" Name="EventMessageFile" Type="expandable" Value="%SystemRoot%\\System32\\EventCreate.exe" KeyPath="yes"/>
        <RegistryValue Root="HKLM" Key="${EVENT_SOURCE}" Name="TypesSupported" Type="integer" Value="7"/>
      </Component>
      <Component Id="StartAtLogon" Guid="3C8E7B54-2A0B-4D65-8B0E-6D1A3C0F9E02" Win64="yes">
        <RegistryValue Root="HKLM" Key="Software\\Microsoft\\Windows\\CurrentVersion\\Run" Name="WorkCompanion Recorder" Type="string" Value="&quot;[APPLICATIONFOLDER]${PROGRAM}&quot; --hidden" KeyPath="yes"/>
      </Component>
`;

const UPGRADE = /\s*<MajorUpgrade [^>]*\/>/;
const BEFORE = '<MediaTemplate';
const LAST = '</ComponentGroup>';

/**
 * Adds to electron-builder's project.wxs: SERVER_URL, ENROLL_TOKEN, their registry values, start at
 * logon, and its own way to upgrade.
 */
module.exports = async function addMsiParts(file) {
  const xml = await readFile(file, 'utf8');
  const [, code] = /UpgradeCode="([^"]+)"/.exec(xml) ?? [];
  const [, version] = /<Product [^>]*\bVersion="([^"]+)"/.exec(xml) ?? [];
  const known = [BEFORE, LAST, UPGRADE].every((part) => xml.split(part).length === 2);
  if (!known || code === undefined || version === undefined) {
    throw new Error('electron-builder lays its project.wxs out in another way now');
  }
  const changed = xml
    // Per machine: this one would be misleading.
    .replace(/\s*<Property Id="MSIINSTALLPERUSER"[^>]*\/>/, '')
    .replace(UPGRADE, upgrade(code, version))
    .replace(BEFORE, `${PROPERTIES}    ${BEFORE}`)
    .replace(LAST, `${COMPONENTS}    ${LAST}`);
  await writeFile(file, changed);
};
