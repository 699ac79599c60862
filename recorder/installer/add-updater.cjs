'use strict';
const { readFile, writeFile } = require('node:fs/promises');

/** The component of updater.exe, which electron-builder has made: its file comes last in there. */
const COMPONENT = /(<Component\b[^>]*>\s*<File\b[^>]*[\\/]updater\.exe"[^>]*\/>)/;
const BEFORE = '<MediaTemplate';

/** The removal of the old version stops and removes the service, the new one brings its own. */
const SERVICE = `
        <ServiceInstall Id="UpdaterService" Name="WorkCompanionUpdater" DisplayName="WorkCompanion Updater"
          Description="Installs newer versions of the recorder that this company has signed."
          Type="ownProcess" Start="auto" ErrorControl="normal" Arguments="serve" Vital="yes"/>
        <ServiceControl Id="UpdaterService" Name="WorkCompanionUpdater" Start="install" Stop="both" Remove="uninstall" Wait="yes"/>`;

/** Not at an upgrade, which may be of the updater's own making: its folders are in use then. */
const REMOVE = `
    <CustomAction Id="RemoveUpdates" Directory="TARGETDIR" Execute="deferred" Impersonate="no" Return="ignore"
      ExeCommand="&quot;[APPLICATIONFOLDER]resources\\core\\updater.exe&quot; remove"/>
    <InstallExecuteSequence>
      <Custom Action="RemoveUpdates" Before="RemoveFiles"><![CDATA[REMOVE="ALL" AND NOT UPGRADINGPRODUCTCODE]]></Custom>
    </InstallExecuteSequence>
`;

/** Adds to project.wxs the service that installs newer versions. */
module.exports = async function addUpdater(file) {
  const xml = await readFile(file, 'utf8');
  if (xml.split(COMPONENT).length !== 3 || xml.split(BEFORE).length !== 2) {
    throw new Error('electron-builder lays its project.wxs out in another way now');
  }
  await writeFile(
    file,
    xml.replace(COMPONENT, `$1${SERVICE}`).replace(BEFORE, `${REMOVE}    ${BEFORE}`),
  );
};
