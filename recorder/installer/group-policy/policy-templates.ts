import { MACHINE_SETTINGS, POLICY_KEY } from '../../src/main/machine-settings.ts';
import { TEMPLATE_WORDS } from './setting-words.ts';

type Setting = (typeof MACHINE_SETTINGS)[keyof typeof MACHINE_SETTINGS];
type Words = (typeof TEMPLATE_WORDS)[keyof typeof TEMPLATE_WORDS];

const HEADER = '<?xml version="1.0" encoding="utf-8"?>';
const SCHEMA =
  'revision="1.0" schemaVersion="1.0" xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"';
/** The template names keys without their hive: `class` says which. */
const KEY = POLICY_KEY.replace(/^HKLM\\/, '');
const SETTINGS = Object.entries(MACHINE_SETTINGS);

/**
 * The group policy templates, by their path below PolicyDefinitions.
 * https://learn.microsoft.com/previous-versions/windows/desktop/policy/admx-schema
 */
export function policyTemplates(): ReadonlyMap<string, string> {
  const languages = Object.entries(TEMPLATE_WORDS).map(
    ([language, words]) => [`${language}/WorkCompanion.adml`, resources(words)] as const,
  );
  return new Map([['WorkCompanion.admx', definitions()], ...languages]);
}

function definitions(): string {
  return `${HEADER}
<policyDefinitions ${SCHEMA}>
  <policyNamespaces>
    <target prefix="workcompanion" namespace="WorkCompanion.Policies.Recorder"/>
    <using prefix="windows" namespace="Microsoft.Policies.Windows"/>
  </policyNamespaces>
  <resources minRequiredRevision="1.0"/>
  <supportedOn>
    <definitions>
      <definition name="Supported" displayName="$(string.Supported)"/>
    </definitions>
  </supportedOn>
  <categories>
    <category name="Recorder" displayName="$(string.Recorder)"/>
  </categories>
  <policies>
${SETTINGS.map(([name, setting]) => policy(name, setting)).join('\n')}
  </policies>
</policyDefinitions>
`;
}

function policy(name: string, setting: Setting): string {
  const isSwitch = setting.kind === 'switch';
  const where = isSwitch ? `valueName="${name}"` : `presentation="$(presentation.${name})"`;
  return `    <policy name="${name}" class="Machine" key="${KEY}" ${where} displayName="$(string.${name})" explainText="$(string.${name}_Explain)">
      <parentCategory ref="Recorder"/>
      <supportedOn ref="Supported"/>
${written(name, setting)}
    </policy>`;
}

function written(name: string, setting: Setting): string {
  switch (setting.kind) {
    case 'switch':
      return `      <enabledValue><decimal value="1"/></enabledValue>
      <disabledValue><decimal value="0"/></disabledValue>`;
    case 'number':
      return element(
        `<decimal id="${name}" valueName="${name}" required="true" minValue="${setting.least}" maxValue="${setting.most}"/>`,
      );
    case 'text':
      return element(
        `<text id="${name}" valueName="${name}" required="true" expandable="${name === 'DataFolder'}"/>`,
      );
    case 'choice':
      return element(
        `<enum id="${name}" valueName="${name}" required="true">${setting.choices
          .map(
            (choice) =>
              `<item displayName="$(string.${name}_${choice})"><value><string>${choice}</string></value></item>`,
          )
          .join('')}</enum>`,
      );
  }
}

function element(inner: string): string {
  return `      <elements>\n        ${inner}\n      </elements>`;
}

function resources({ category, supported, settings }: Words): string {
  const names = Object.entries(settings).flatMap(([name, { label, explain }]) => [
    text(name, label),
    text(`${name}_Explain`, explain),
  ]);
  const choices = SETTINGS.flatMap(([name, setting]) =>
    setting.kind === 'choice'
      ? setting.choices.map((choice) => text(`${name}_${choice}`, choice))
      : [],
  );
  const labels = new Map(Object.entries(settings).map(([name, { label }]) => [name, label]));
  return `${HEADER}
<policyDefinitionResources ${SCHEMA}>
  <displayName>${escaped(category)}</displayName>
  <description>${escaped(category)}</description>
  <resources>
    <stringTable>
${[text('Recorder', category), text('Supported', supported), ...names, ...choices].join('\n')}
    </stringTable>
    <presentationTable>
${SETTINGS.flatMap(([name, setting]) => presentation(name, setting, labels.get(name) ?? name)).join('\n')}
    </presentationTable>
  </resources>
</policyDefinitionResources>
`;
}

function text(id: string, value: string): string {
  return `      <string id="${id}">${escaped(value)}</string>`;
}

/** The field in the editor. A switch has none: it is enabled or disabled. */
function presentation(name: string, setting: Setting, label: string): string[] {
  if (setting.kind === 'switch') return [];
  return [
    `      <presentation id="${name}">${field(name, setting, escaped(label))}</presentation>`,
  ];
}

function field(name: string, setting: Exclude<Setting, { kind: 'switch' }>, label: string): string {
  switch (setting.kind) {
    case 'text':
      return `<textBox refId="${name}"><label>${label}</label></textBox>`;
    case 'number':
      return `<decimalTextBox refId="${name}" defaultValue="${setting.usual}">${label}</decimalTextBox>`;
    case 'choice':
      return `<dropdownList refId="${name}" noSort="true">${label}</dropdownList>`;
  }
}

function escaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
